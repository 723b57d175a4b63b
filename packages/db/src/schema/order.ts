import type { Language } from '@chatpay/core';
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgSequence,
  pgTable,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { createdAt, id, instant } from './columns.ts';
import { contact, conversation } from './conversation.ts';
import { merchant } from './merchant.ts';

export const product = pgTable(
  'product',
  {
    id: id(),
    merchantId: uuid('merchant_id')
      .notNull()
      .references(() => merchant.id),
    sku: text('sku').notNull(),
    names: jsonb('names').$type<Record<Language, string>>().notNull(),
    descriptions: jsonb('descriptions').$type<Record<Language, string>>().notNull(),
    priceMinor: bigint('price_minor', { mode: 'number' }).notNull(),
    currency: text('currency', { enum: ['AMD', 'USD', 'EUR', 'RUB'] }).notNull(),
    position: integer('position').notNull(),
    active: boolean('active').notNull().default(true),
    createdAt: createdAt(),
  },
  (table) => [unique('product_sku').on(table.merchantId, table.sku)],
);

/** Short numbers people can say aloud; gaps are normal. */
export const orderNumber = pgSequence('order_number', { startWith: 1001 });

export const order = pgTable(
  'order',
  {
    id: id(),
    merchantId: uuid('merchant_id')
      .notNull()
      .references(() => merchant.id),
    conversationId: uuid('conversation_id')
      .notNull()
      .references(() => conversation.id),
    contactId: uuid('contact_id')
      .notNull()
      .references(() => contact.id),
    number: text('number').notNull(),
    status: text('status', {
      enum: ['awaiting_payment', 'paid', 'payment_failed', 'payment_expired', 'cancelled'],
    }).notNull(),
    totalMinor: bigint('total_minor', { mode: 'number' }).notNull(),
    currency: text('currency', { enum: ['AMD', 'USD', 'EUR', 'RUB'] }).notNull(),
    phone: text('phone').notNull(),
    address: text('address').notNull(),
    /** Money of this order waits for a person's decision. */
    inReview: boolean('in_review').notNull().default(false),
    paidAt: instant('paid_at'),
    createdAt: createdAt(),
  },
  (table) => [
    unique('order_number_of_merchant').on(table.merchantId, table.number),
    index('order_conversation').on(table.conversationId, table.createdAt),
  ],
);

export const orderItem = pgTable(
  'order_item',
  {
    id: id(),
    merchantId: uuid('merchant_id')
      .notNull()
      .references(() => merchant.id),
    orderId: uuid('order_id')
      .notNull()
      .references(() => order.id),
    sku: text('sku').notNull(),
    names: jsonb('names').$type<Record<Language, string>>().notNull(),
    quantity: integer('quantity').notNull(),
    unitMinor: bigint('unit_minor', { mode: 'number' }).notNull(),
  },
  (table) => [index('order_item_order').on(table.orderId)],
);
