import { and, asc, desc, eq, inArray, lte, sql } from 'drizzle-orm';
import type { Executor, Transaction } from '../connect.ts';
import { conversation } from '../schema/conversation.ts';
import { message } from '../schema/message.ts';

export type Message = typeof message.$inferSelect;
export type MessageState = Message['state'];

/**
 * Moves an outgoing message on, if it still stands where the caller saw it and, where a fence is
 * given, the caller still owns the lane. False: somebody else decided meanwhile.
 */
export async function moveMessage(
  db: Executor,
  where: { id: string; from: MessageState[]; fence?: number },
  changes: Partial<Omit<Message, 'dueAt'>> & { delayMs?: number | 'for-ever' },
): Promise<boolean> {
  const { delayMs, ...columns } = changes;
  const moved = await db
    .update(message)
    .set({
      ...columns,
      ...(delayMs === undefined ? {} : { dueAt: later(delayMs) }),
    })
    .where(
      and(
        eq(message.id, where.id),
        inArray(message.state, where.from),
        where.fence === undefined
          ? undefined
          : sql`exists (select from ${conversation} where ${conversation.id} = ${message.conversationId} and ${conversation.deliveryFence} = ${where.fence})`,
      ),
    )
    .returning({ id: message.id });
  return moved.length > 0;
}

/** What is known of a message when it is written down. */
export type NewMessage = Pick<
  Message,
  'id' | 'merchantId' | 'conversationId' | 'direction' | 'seq' | 'author' | 'class' | 'state'
> &
  Partial<Pick<Message, 'content' | 'detail' | 'externalId' | 'effectKey'>>;

/** Writes messages down in their order. One whose effect is there already is left out. */
export async function insertMessages(tx: Transaction, messages: NewMessage[]): Promise<void> {
  if (messages.length === 0) return;
  await tx.execute(sql`
    insert into message (
      id, merchant_id, conversation_id, direction, seq, author, class, state, content, detail,
      external_id, effect_key)
    select "id", "merchantId", "conversationId", "direction", "seq", "author", "class", "state",
      "content", "detail", "externalId", "effectKey"
    from rows from (jsonb_to_recordset(${JSON.stringify(messages)}::jsonb) as (
      "id" uuid, "merchantId" uuid, "conversationId" uuid, "direction" text, "seq" bigint,
      "author" text, "class" text, "state" text, "content" jsonb, "detail" jsonb,
      "externalId" text, "effectKey" text)) with ordinality
    order by ordinality
    on conflict do nothing`);
}

export async function findMessage(
  tx: Executor,
  where: { conversationId: string; id?: string; externalId?: string },
): Promise<Message | undefined> {
  const [row] = await tx
    .select()
    .from(message)
    .where(
      and(
        eq(message.conversationId, where.conversationId),
        where.id === undefined ? undefined : eq(message.id, where.id),
        where.externalId === undefined ? undefined : eq(message.externalId, where.externalId),
      ),
    )
    .limit(1);
  return row;
}

/** How many answers the bot gave in this conversation during the last minute. */
export async function countRecentAnswers(tx: Executor, conversationId: string): Promise<number> {
  const { rows } = await tx.execute<{ count: number }>(sql`
    select count(*)::int as count from message
    where conversation_id = ${conversationId} and author = 'bot'
      and created_at > clock_timestamp() - interval '1 minute'`);
  return rows[0]?.count ?? 0;
}

/** Sends whose outcome we do not know (yet), the oldest first. */
export async function unsettledSends(tx: Executor, conversationId: string): Promise<Message[]> {
  return tx
    .select()
    .from(message)
    .where(
      and(
        eq(message.conversationId, conversationId),
        eq(message.direction, 'out'),
        inArray(message.state, ['sending', 'unknown']),
      ),
    )
    .orderBy(asc(message.seq));
}

/** Raises the state of everything sent until an instant; a lower state never replaces a higher. */
export async function raiseUntil(
  tx: Executor,
  conversationId: string,
  { state, until }: { state: 'delivered' | 'seen'; until: Date },
): Promise<void> {
  await tx
    .update(message)
    .set({ state })
    .where(
      and(
        eq(message.conversationId, conversationId),
        eq(message.direction, 'out'),
        inArray(message.state, below(state)),
        lte(message.sentAt, until),
      ),
    );
}

/** Raises the state of one message. */
export async function raiseMessage(
  tx: Executor,
  id: string,
  state: 'delivered' | 'seen',
): Promise<void> {
  await tx
    .update(message)
    .set({ state })
    .where(and(eq(message.id, id), inArray(message.state, below(state))));
}

export async function lastInbound(tx: Executor, conversationId: string) {
  const [row] = await tx
    .select({ createdAt: message.createdAt })
    .from(message)
    .where(and(eq(message.conversationId, conversationId), eq(message.direction, 'in')))
    .orderBy(desc(message.createdAt))
    .limit(1);
  return row?.createdAt;
}

function below(state: 'delivered' | 'seen'): MessageState[] {
  const sent: MessageState[] = ['sending', 'unknown', 'sent'];
  return state === 'seen' ? [...sent, 'delivered'] : sent;
}

function later(delayMs: number | 'for-ever') {
  return delayMs === 'for-ever'
    ? sql`'infinity'::timestamptz`
    : sql`clock_timestamp() + ${delayMs} * interval '1 millisecond'`;
}
