import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { id, instant, sealed } from './columns.ts';
import { channelAccount, merchant } from './merchant.ts';

/**
 * The order of one conversation. Raising `seq` in the statement that stores events makes their
 * sequence equal to their commit order; it is a row of its own so that intake never waits for a
 * worker that holds the conversation.
 */
export const lane = pgTable(
  'lane',
  {
    id: id(),
    merchantId: uuid('merchant_id')
      .notNull()
      .references(() => merchant.id),
    accountId: uuid('account_id')
      .notNull()
      .references(() => channelAccount.id),
    person: text('person').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
  },
  (table) => [unique('lane_person').on(table.accountId, table.person)],
);

/**
 * Every event anybody told us, once. `channel`: from a chat. `payment`: from a provider.
 * `journal`: from our own journal to a conversation. Merchant and account are missing only on
 * events of accounts we do not know, which are ignored.
 */
export const inbox = pgTable(
  'inbox',
  {
    id: id(),
    merchantId: uuid('merchant_id').references(() => merchant.id),
    /** A channel account or a payment account, by `source`. */
    accountId: uuid('account_id'),
    source: text('source', { enum: ['channel', 'payment', 'journal'] }).notNull(),
    laneId: uuid('lane_id'),
    seq: bigint('seq', { mode: 'number' }),
    eventKey: text('event_key').notNull(),
    state: text('state', { enum: ['ready', 'done', 'ignored', 'parked'] }).notNull(),
    /** Counted before the work starts, so that a crash counts. */
    attempts: integer('attempts').notNull().default(0),
    dueAt: instant('due_at').notNull(),
    body: sealed('body'),
    reason: text('reason'),
    receivedAt: instant('received_at').notNull(),
    settledAt: instant('settled_at'),
  },
  (table) => [
    unique('inbox_event').on(table.accountId, table.eventKey).nullsNotDistinct(),
    index('inbox_lane_ready').on(table.laneId, table.seq).where(sql`state = 'ready'`),
    index('inbox_due').on(table.dueAt).where(sql`state = 'ready'`),
    check('inbox_owner', sql`account_id is not null or state = 'ignored'`),
  ],
);
