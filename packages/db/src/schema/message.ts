import type { MessageContent } from '@chatpay/core';
import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, instant } from './columns.ts';
import { conversation } from './conversation.ts';
import { merchant } from './merchant.ts';

export const MESSAGE_STATES = [
  'received',
  'queued',
  'sending',
  'retry',
  'sent',
  'delivered',
  'seen',
  'refused',
  'unknown',
  'cancelled',
] as const;

/** Everything said in a conversation, both ways. `content` is null once it was erased. */
export const message = pgTable(
  'message',
  {
    id: id(),
    merchantId: uuid('merchant_id')
      .notNull()
      .references(() => merchant.id),
    conversationId: uuid('conversation_id')
      .notNull()
      .references(() => conversation.id),
    direction: text('direction', { enum: ['in', 'out'] }).notNull(),
    /** Inbound: the lane's number. Outbound: the conversation's outgoing number. */
    seq: bigint('seq', { mode: 'number' }).notNull(),
    author: text('author', { enum: ['customer', 'bot', 'manager', 'app'] }).notNull(),
    class: text('class', { enum: ['reply', 'payment_link', 'payment_notice', 'typed'] }).notNull(),
    content: jsonb('content').$type<MessageContent>(),
    /** What came with it: kinds of attachments, the payload of a tap. */
    detail: jsonb('detail').$type<Record<string, unknown>>(),
    state: text('state', { enum: MESSAGE_STATES }).notNull(),
    attempts: integer('attempts').notNull().default(0),
    dueAt: instant('due_at').notNull().default(sql`clock_timestamp()`),
    externalId: text('external_id'),
    /** One effect of its kind per subject, such as `paid:<request id>`. */
    effectKey: text('effect_key'),
    reason: text('reason'),
    startedAt: instant('started_at'),
    sentAt: instant('sent_at'),
    createdAt: createdAt(),
  },
  (table) => [
    unique('message_effect').on(table.conversationId, table.effectKey),
    index('message_conversation').on(table.conversationId, table.createdAt),
    index('message_external').on(table.conversationId, table.externalId),
    index('message_outgoing')
      .on(table.conversationId, table.seq)
      .where(sql`direction = 'out' and state in ('queued', 'retry', 'sending', 'unknown')`),
    index('message_due')
      .on(table.dueAt)
      .where(sql`direction = 'out' and state in ('queued', 'retry', 'sending', 'unknown')`),
  ],
);
