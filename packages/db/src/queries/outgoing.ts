import { sql } from 'drizzle-orm';
import type { Executor } from '../connect.ts';
import { UNSYNCED } from './inbox.ts';
import type { Message } from './message.ts';
import { uuidArray } from './uuid-array.ts';

/** The first message of an outgoing lane that is not settled, with all a sender must know. */
export type Outgoing = {
  message: Pick<
    Message,
    'id' | 'conversationId' | 'author' | 'class' | 'content' | 'detail' | 'state' | 'attempts'
  >;
  due: boolean;
  /** No other message waited behind it. */
  last: boolean;
  mode: 'bot' | 'manager';
  windowOpen: boolean;
  accountId: string;
  to: string;
  contactId: string;
  reachable: boolean;
  apiLevel: number | null;
};

/** An outgoing lane and its owner: a higher fence means that it was taken over. */
export type OwnedLane = { conversationId: string; fence: number };

/** What is next in a lane whose conversation is the row `lane.id`. */
const NEXT = sql`
  select
    json_build_object(
      'id', waiting.id, 'conversationId', conversation_id, 'author', author, 'class', class,
      'content', content, 'detail', detail, 'state', state, 'attempts', attempts) as message,
    waiting.due_at <= clock_timestamp() as due, waiting.last,
    conversation.mode,
    coalesce(conversation.window_expires_at > clock_timestamp(), true) as "windowOpen",
    conversation.account_id as "accountId",
    contact.external_id as "to", contact.id as "contactId",
    contact.reachable, contact.api_level as "apiLevel"
  from (
    select message.*, lead(id) over (order by seq) is null as last from message
    where conversation_id = lane.id and direction = 'out'
      and state in ('queued', 'retry', 'sending', 'unknown') and due_at < 'infinity'
    order by seq limit 1
  ) as waiting
  join conversation on conversation.id = conversation_id
  join contact on contact.id = conversation.contact_id`;

/**
 * Takes outgoing lanes for their `leaseMs`, except those that somebody else holds, and says what is
 * next in each; for each the fence of its new owner, in the order asked.
 */
export async function leaseLanes(
  db: Executor,
  asked: { conversationId: string; leaseMs: number }[],
): Promise<({ fence: number; next: Outgoing | undefined } | undefined)[]> {
  const { rows } = await db.execute<Outgoing & { id: string; fence: string }>(sql`
    with given as (
      select "conversationId" as id, max("leaseMs") as lease_ms
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
        as given ("conversationId" uuid, "leaseMs" int)
      group by 1
    ),
    free as (
      select id from conversation
      where id in (select id from given)
        and coalesce(delivery_lease_until < clock_timestamp(), true)
      order by id for update
    ),
    lane as (
      update conversation
      set delivery_lease_until = clock_timestamp() + lease_ms * interval '1 millisecond',
        delivery_fence = delivery_fence + 1
      from free join given using (id)
      where conversation.id = free.id and ${UNSYNCED}
      returning conversation.id, delivery_fence as fence
    )
    select lane.id, lane.fence, next.* from lane left join lateral (${NEXT}) as next on true`);
  const leased = new Map(
    rows.map(({ id, fence, ...next }) => [
      id,
      { fence: Number(fence), next: next.message === null ? undefined : next },
    ]),
  );
  return asked.map(({ conversationId }) => {
    const lane = leased.get(conversationId);
    leased.delete(conversationId);
    return lane;
  });
}

/** What is next in each lane, in the order asked. */
export async function nextInLanes(
  db: Executor,
  conversationIds: string[],
): Promise<(Outgoing | undefined)[]> {
  const { rows } = await db.execute<Outgoing & { id: string }>(sql`
    select lane.id, next.*
    from (select distinct unnest(${uuidArray(conversationIds)}::uuid[]) as id) as lane
    cross join lateral (${NEXT}) as next`);
  const byLane = new Map(rows.map(({ id, ...next }) => [id, next]));
  return conversationIds.map((id) => byLane.get(id));
}

/** Gives lanes back. What was queued meanwhile is found by looking again afterwards. */
export async function releaseLanes(db: Executor, lanes: OwnedLane[]): Promise<void> {
  await db.execute(sql`
    with held as (
      select conversation.id from conversation
      join jsonb_to_recordset(${JSON.stringify(lanes)}::jsonb)
        as given ("conversationId" uuid, fence bigint) on given."conversationId" = conversation.id
      where delivery_fence = given.fence
      order by conversation.id for update of conversation
    )
    update conversation set delivery_lease_until = null
    from held where conversation.id = held.id and ${UNSYNCED}`);
}

/**
 * Counts the attempt and marks messages as being sent, before the platform is called; true for
 * each, in the order given, that still waited in a lane of this owner.
 */
export async function startSends(
  db: Executor,
  sends: (OwnedLane & { messageId: string })[],
): Promise<boolean[]> {
  const { rows } = await db.execute<{ id: string }>(sql`
    with locked as materialized (
      select id, conversation_id, state from message
      where id = any(${uuidArray(sends.map(({ messageId }) => messageId))}::uuid[])
      order by id for update
    )
    update message
    set state = 'sending', attempts = attempts + 1, started_at = clock_timestamp()
    from locked
    join jsonb_to_recordset(${JSON.stringify(sends)}::jsonb)
      as given ("messageId" uuid, fence bigint) on given."messageId" = locked.id
    join conversation on conversation.id = locked.conversation_id
    where message.id = locked.id and locked.state in ('queued', 'retry', 'unknown')
      and conversation.delivery_fence = given.fence
    returning message.id`);
  const started = new Set(rows.map(({ id }) => id));
  return sends.map(({ messageId }) => started.has(messageId));
}

/**
 * Writes what the platform called messages that were sent. An echo may have been faster; then
 * nothing is left to write. No fence: what happened outside is true whoever owns the lane now.
 */
export async function recordSends(
  db: Executor,
  sent: { messageId: string; externalId: string }[],
): Promise<void> {
  await db.execute(sql`
    with locked as materialized (
      select id, state from message
      where id = any(${uuidArray(sent.map(({ messageId }) => messageId))}::uuid[])
      order by id for update
    )
    update message set state = 'sent', external_id = given."externalId",
      sent_at = clock_timestamp(), reason = null
    from locked
    join jsonb_to_recordset(${JSON.stringify(sent)}::jsonb)
      as given ("messageId" uuid, "externalId" text) on given."messageId" = locked.id
    where message.id = locked.id and locked.state = 'sending'`);
}
