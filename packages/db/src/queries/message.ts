import { and, asc, desc, eq, inArray, lte, sql } from 'drizzle-orm';
import type { Executor, Transaction } from '../connect.ts';
import { conversation } from '../schema/conversation.ts';
import { message } from '../schema/message.ts';

export type Message = typeof message.$inferSelect;
export type MessageState = Message['state'];

/** The first message of the outgoing lane that is not settled, with all a sender must know. */
export type Outgoing = {
  message: Pick<
    Message,
    'id' | 'conversationId' | 'author' | 'class' | 'content' | 'detail' | 'state' | 'attempts'
  >;
  due: boolean;
  mode: 'bot' | 'manager';
  windowOpen: boolean;
  accountId: string;
  to: string;
  contactId: string;
  reachable: boolean;
  apiLevel: number | null;
};

/** One statement by hand: it runs before and after every message that goes out. */
export async function nextOutgoing(
  db: Executor,
  conversationId: string,
): Promise<Outgoing | undefined> {
  const { rows } = await db.execute<Outgoing>(sql`
    select
      json_build_object(
        'id', message.id, 'conversationId', message.conversation_id, 'author', message.author,
        'class', message.class, 'content', message.content, 'detail', message.detail,
        'state', message.state, 'attempts', message.attempts) as message,
      message.due_at <= clock_timestamp() as due,
      conversation.mode,
      coalesce(conversation.window_expires_at > clock_timestamp(), true) as "windowOpen",
      conversation.account_id as "accountId",
      contact.external_id as "to", contact.id as "contactId",
      contact.reachable, contact.api_level as "apiLevel"
    from message
    join conversation on conversation.id = message.conversation_id
    join contact on contact.id = conversation.contact_id
    where message.conversation_id = ${conversationId} and direction = 'out'
      and state in ('queued', 'retry', 'sending', 'unknown') and message.due_at < 'infinity'
    order by message.seq limit 1`);
  return rows[0];
}

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

/** Counts the attempt and marks the message as being sent, before the platform is called. */
export async function startSending(db: Executor, id: string, fence: number): Promise<boolean> {
  const started = await db
    .update(message)
    .set({
      state: 'sending',
      attempts: sql`${message.attempts} + 1`,
      startedAt: sql`clock_timestamp()`,
    })
    .where(
      and(
        eq(message.id, id),
        inArray(message.state, ['queued', 'retry', 'unknown']),
        sql`exists (select from ${conversation} where ${conversation.id} = ${message.conversationId} and ${conversation.deliveryFence} = ${fence})`,
      ),
    )
    .returning({ id: message.id });
  return started.length > 0;
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
