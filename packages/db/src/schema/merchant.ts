import type { Language } from '@chatpay/core';
import { boolean, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, sealed } from './columns.ts';

/** What a shop decided about itself; written by `chatpay apply`. */
export type MerchantSettings = {
  nextSteps: Record<Language, string>;
  support: Record<Language, string>;
  defaultLanguage: Language;
  linkLifetimeMinutes: number;
  acceptLate: 'auto' | 'review';
  maxDeclines: number;
  /** After so long without a word from a person the bot takes a conversation back. */
  handBackMinutes: number;
};

export const merchant = pgTable('merchant', {
  id: id(),
  key: text('key').notNull().unique(),
  name: text('name').notNull(),
  settings: jsonb('settings').$type<MerchantSettings>().notNull(),
  createdAt: createdAt(),
});

const merchantId = () =>
  uuid('merchant_id')
    .notNull()
    .references(() => merchant.id);

/** One way a shop talks to people: a Page, an Instagram account, a Viber bot. */
export const channelAccount = pgTable(
  'channel_account',
  {
    id: id(),
    merchantId: merchantId(),
    channel: text('channel', { enum: ['messenger', 'instagram', 'viber'] }).notNull(),
    /** Names the account in addresses: `/webhooks/viber/<key>`. */
    key: text('key').notNull().unique(),
    /** The platform's own id of the account. */
    externalId: text('external_id').notNull(),
    name: text('name').notNull(),
    credentials: sealed('credentials').notNull(),
    settings: jsonb('settings').$type<Record<string, unknown>>().notNull(),
    scenario: text('scenario').notNull(),
    active: boolean('active').notNull().default(true),
    createdAt: createdAt(),
  },
  (table) => [unique('channel_account_external').on(table.channel, table.externalId)],
);

/** One way a shop is paid. */
export const paymentAccount = pgTable('payment_account', {
  id: id(),
  merchantId: merchantId(),
  provider: text('provider', { enum: ['vpos'] }).notNull(),
  /** Names the account in addresses: `/webhooks/payments/<key>`. */
  key: text('key').notNull().unique(),
  credentials: sealed('credentials').notNull(),
  settings: jsonb('settings').$type<Record<string, unknown>>().notNull(),
  active: boolean('active').notNull().default(true),
  createdAt: createdAt(),
});
