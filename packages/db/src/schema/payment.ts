import { sql } from 'drizzle-orm';
import {
  bigint,
  index,
  integer,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { createdAt, id, instant } from './columns.ts';
import { merchant, paymentAccount } from './merchant.ts';
import { order } from './order.ts';

const CURRENCIES = ['AMD', 'USD', 'EUR', 'RUB'] as const;
const REVIEW_REASONS = [
  'underpaid',
  'overpaid',
  'currency_mismatch',
  'reference_mismatch',
  'late_payment',
  'duplicate_payment',
  'orphan_payment',
  'voided_by_provider',
  'outcome_unknown',
] as const;

const merchantId = () =>
  uuid('merchant_id')
    .notNull()
    .references(() => merchant.id);

const paymentAccountId = () =>
  uuid('payment_account_id')
    .notNull()
    .references(() => paymentAccount.id);

/** The link: one order, one fixed amount, our own long-lived page `/pay/<token>`. */
export const paymentRequest = pgTable(
  'payment_request',
  {
    id: id(),
    merchantId: merchantId(),
    orderId: uuid('order_id')
      .notNull()
      .references(() => order.id),
    paymentAccountId: paymentAccountId(),
    token: text('token').notNull().unique(),
    amountMinor: bigint('amount_minor', { mode: 'number' }).notNull(),
    currency: text('currency', { enum: CURRENCIES }).notNull(),
    status: text('status', {
      enum: ['pending', 'paid', 'failed', 'expired', 'cancelled', 'manual_review'],
    }).notNull(),
    reviewReason: text('review_reason', { enum: REVIEW_REASONS }),
    expiresAt: instant('expires_at').notNull(),
    /** When the clock has to look at it next: its expiry, later while a payment is in flight. */
    dueAt: instant('due_at').notNull(),
    createdAt: createdAt(),
    settledAt: instant('settled_at'),
  },
  (table) => [
    /** Never two debts for one order. */
    uniqueIndex('payment_request_live').on(table.orderId).where(sql`status = 'pending'`),
    index('payment_request_order').on(table.orderId),
    index('payment_request_due').on(table.dueAt).where(sql`status in ('pending', 'manual_review')`),
  ],
);

/** One provider session. Committed before the provider is called. */
export const attempt = pgTable(
  'attempt',
  {
    id: id(),
    merchantId: merchantId(),
    requestId: uuid('request_id')
      .notNull()
      .references(() => paymentRequest.id),
    paymentAccountId: paymentAccountId(),
    number: integer('number').notNull(),
    status: text('status', {
      enum: [
        'created',
        'registered',
        'in_provider',
        'succeeded',
        'failed',
        'expired',
        'voided',
        'unknown',
      ],
    }).notNull(),
    providerRef: text('provider_ref'),
    redirectUrl: text('redirect_url'),
    sessionExpiresAt: instant('session_expires_at'),
    lookups: integer('lookups').notNull().default(0),
    nextLookupAt: instant('next_lookup_at'),
    lookedUpAt: instant('looked_up_at'),
    createdAt: createdAt(),
  },
  (table) => [
    unique('attempt_number').on(table.requestId, table.number),
    unique('attempt_provider_ref').on(table.paymentAccountId, table.providerRef),
    index('attempt_lookup').on(table.nextLookupAt).where(sql`next_lookup_at is not null`),
  ],
);

/** What a provider said about money, once per statement. Attempt is null for orphans. */
export const providerFact = pgTable(
  'provider_fact',
  {
    id: id(),
    merchantId: merchantId(),
    paymentAccountId: paymentAccountId(),
    attemptId: uuid('attempt_id').references(() => attempt.id),
    dedupeKey: text('dedupe_key').notNull(),
    kind: text('kind', {
      enum: ['succeeded', 'failed', 'expired', 'voided', 'pending'],
    }).notNull(),
    source: text('source', { enum: ['webhook', 'lookup'] }).notNull(),
    providerRef: text('provider_ref').notNull(),
    transactionId: text('transaction_id'),
    amountMinor: bigint('amount_minor', { mode: 'number' }),
    currency: text('currency', { enum: CURRENCIES }),
    amountText: text('amount_text').notNull(),
    occurredAt: instant('occurred_at').notNull(),
    createdAt: createdAt(),
  },
  (table) => [unique('provider_fact_dedupe').on(table.paymentAccountId, table.dedupeKey)],
);

/** Money that really moved. At most one capture wins per request. */
export const capture = pgTable(
  'capture',
  {
    id: id(),
    merchantId: merchantId(),
    requestId: uuid('request_id')
      .notNull()
      .references(() => paymentRequest.id),
    attemptId: uuid('attempt_id')
      .notNull()
      .references(() => attempt.id),
    paymentAccountId: paymentAccountId(),
    transactionId: text('transaction_id').notNull(),
    amountMinor: bigint('amount_minor', { mode: 'number' }),
    currency: text('currency', { enum: CURRENCIES }),
    outcome: text('outcome', { enum: ['won', 'surplus', 'mismatch', 'late'] }).notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    unique('capture_transaction').on(table.paymentAccountId, table.transactionId),
    index('capture_request').on(table.requestId),
    uniqueIndex('capture_winner').on(table.requestId).where(sql`outcome = 'won'`),
  ],
);

/** What a person has to decide. `dedupeKey` keeps one item per finding. */
export const reviewItem = pgTable(
  'review_item',
  {
    id: id(),
    merchantId: merchantId(),
    orderId: uuid('order_id').references(() => order.id),
    requestId: uuid('request_id').references(() => paymentRequest.id),
    reason: text('reason', { enum: REVIEW_REASONS }).notNull(),
    detail: text('detail').notNull(),
    dedupeKey: text('dedupe_key').notNull(),
    state: text('state', { enum: ['open', 'resolved'] })
      .notNull()
      .default('open'),
    createdAt: createdAt(),
    resolvedAt: instant('resolved_at'),
  },
  (table) => [
    unique('review_item_dedupe').on(table.merchantId, table.dedupeKey),
    index('review_item_open').on(table.merchantId).where(sql`state = 'open'`),
    index('review_item_order').on(table.orderId),
  ],
);
