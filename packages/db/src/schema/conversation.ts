import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { createdAt, id, instant } from './columns.ts';
import { channelAccount, merchant } from './merchant.ts';

/** One person on one channel account. */
export const contact = pgTable(
  'contact',
  {
    id: id(),
    merchantId: uuid('merchant_id')
      .notNull()
      .references(() => merchant.id),
    accountId: uuid('account_id')
      .notNull()
      .references(() => channelAccount.id),
    /** PSID, IGSID or Viber user id. */
    externalId: text('external_id').notNull(),
    name: text('name'),
    languageHint: text('language_hint'),
    country: text('country'),
    apiLevel: integer('api_level'),
    phone: text('phone'),
    address: text('address'),
    /** False after the person unsubscribed or the platform said they cannot be reached. */
    reachable: boolean('reachable').notNull().default(true),
    createdAt: createdAt(),
  },
  (table) => [unique('contact_person').on(table.accountId, table.externalId)],
);

/** The talk with one contact. Its id is the id of its lane (see inbox.ts). */
export const conversation = pgTable(
  'conversation',
  {
    id: id(),
    merchantId: uuid('merchant_id')
      .notNull()
      .references(() => merchant.id),
    accountId: uuid('account_id')
      .notNull()
      .references(() => channelAccount.id),
    contactId: uuid('contact_id')
      .notNull()
      .unique()
      .references(() => contact.id),
    mode: text('mode', { enum: ['bot', 'manager'] })
      .notNull()
      .default('bot'),
    modeReason: text('mode_reason'),
    /** When the bot takes the conversation back by itself. */
    managerUntil: instant('manager_until'),
    flow: text('flow').notNull(),
    flowState: jsonb('flow_state').$type<unknown>(),
    language: text('language', { enum: ['hy', 'ru', 'en'] }),
    /** Until when the platform lets us write, and what opened the window. */
    windowExpiresAt: instant('window_expires_at'),
    windowReason: text('window_reason'),
    /** The last number given to an outgoing message. */
    outboundSeq: bigint('outbound_seq', { mode: 'number' }).notNull().default(0),
    /** Who delivers owns the outgoing lane until then; the fence rises with every owner. */
    deliveryLeaseUntil: instant('delivery_lease_until'),
    deliveryFence: bigint('delivery_fence', { mode: 'number' }).notNull().default(0),
    createdAt: createdAt(),
  },
  (table) => [index('conversation_account').on(table.accountId)],
);
