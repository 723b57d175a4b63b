import { bigint, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, instant } from './columns.ts';
import { merchant, paymentAccount } from './merchant.ts';
import { order } from './order.ts';
import { attempt, paymentRequest } from './payment.ts';

/** The end of a merchant's chain. Its row lock makes the sequence dense. */
export const journalHead = pgTable('journal_head', {
  merchantId: uuid('merchant_id')
    .primaryKey()
    .references(() => merchant.id),
  seq: bigint('seq', { mode: 'number' }).notNull(),
  hash: text('hash').notNull(),
});

/** Append-only; the database refuses UPDATE and DELETE (see the journal migration). */
export const journalEntry = pgTable(
  'journal_entry',
  {
    id: id(),
    merchantId: uuid('merchant_id')
      .notNull()
      .references(() => merchant.id),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    kind: text('kind').notNull(),
    orderId: uuid('order_id').references(() => order.id),
    requestId: uuid('request_id').references(() => paymentRequest.id),
    attemptId: uuid('attempt_id').references(() => attempt.id),
    paymentAccountId: uuid('payment_account_id').references(() => paymentAccount.id),
    amountMinor: bigint('amount_minor', { mode: 'number' }),
    currency: text('currency'),
    transactionId: text('transaction_id'),
    actor: text('actor', { enum: ['customer', 'provider', 'system', 'operator'] }).notNull(),
    /** The inbox row or lookup this rests on. */
    evidence: text('evidence').notNull(),
    reason: text('reason'),
    recordedAt: instant('recorded_at').notNull(),
    previousHash: text('previous_hash').notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [
    unique('journal_entry_seq').on(table.merchantId, table.seq),
    index('journal_entry_request').on(table.requestId),
  ],
);

/** The money side of an entry: debits equal credits within each entry. */
export const posting = pgTable(
  'posting',
  {
    id: id(),
    merchantId: uuid('merchant_id')
      .notNull()
      .references(() => merchant.id),
    entryId: uuid('entry_id')
      .notNull()
      .references(() => journalEntry.id),
    account: text('account').notNull(),
    side: text('side', { enum: ['debit', 'credit'] }).notNull(),
    minor: bigint('minor', { mode: 'number' }).notNull(),
    currency: text('currency').notNull(),
    createdAt: createdAt(),
  },
  (table) => [index('posting_entry').on(table.entryId)],
);
