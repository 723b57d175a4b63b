import { newId } from '@chatpay/core';
import { and, eq, sql } from 'drizzle-orm';
import type { Executor, Transaction } from '../connect.ts';
import { inbox } from '../schema/inbox.ts';
import { uuidArray } from './uuid-array.ts';

export type InboxRow = typeof inbox.$inferSelect;

/** The next events of one lane, in order. `more`: others wait behind them. */
export type ClaimedLane = { laneId: string; events: ClaimedEvent[]; more: boolean };

/**
 * Counts an attempt at the next events of each lane and returns them. A lane is left out when there
 * is nothing, or when its first event waits for its back-off: later events wait behind it. An event
 * that was tried before comes alone, so that it cannot drag others down.
 */
export async function claimLanes(
  db: Executor,
  laneIds: string[],
  limit: number,
): Promise<ClaimedLane[]> {
  const { rows } = await db.execute<
    ClaimedEvent & { seq: string; laneId: string; waiting: number }
  >(
    sql`
    with head as (
      select asked.lane_id, next.*, first_value(due_at) over lane as first_due,
        sum(attempts) over lane as tries, row_number() over lane as place
      from unnest(${uuidArray(laneIds)}::uuid[]) as asked (lane_id)
      cross join lateral (
        select id, seq, attempts, due_at from inbox
        where lane_id = asked.lane_id and state = 'ready' order by seq limit ${limit}
      ) as next
      window lane as (partition by asked.lane_id order by next.seq)
    ),
    locked as materialized (
      select id, state from inbox
      where id = any(array(
        select id from head where (place = 1 or tries = 0) and first_due <= clock_timestamp()
      ))
      order by lane_id, seq for update
    )
    update inbox set attempts = inbox.attempts + 1
    from locked
    where inbox.id = locked.id and locked.state = 'ready' and ${UNSYNCED}
    returning inbox.id, lane_id as "laneId", source, account_id as "accountId",
      event_key as "eventKey", seq, attempts, body,
      (select count(*)::int from head where head.lane_id = inbox.lane_id) as waiting`,
  );
  const lanes = new Map<string, ClaimedLane & { waiting: number }>();
  for (const { laneId, waiting, seq, ...event } of rows) {
    const lane = lanes.get(laneId) ?? { laneId, events: [], more: false, waiting };
    lane.events.push({ ...event, seq: Number(seq) });
    lanes.set(laneId, lane);
  }
  return [...lanes.values()].map(({ laneId, events, waiting }) => ({
    laneId,
    events: events.sort((left, right) => left.seq - right.seq),
    more: waiting > events.length || waiting === limit,
  }));
}

/**
 * True, and the commit of this one statement does not wait for the disk. A claim that a power
 * failure takes back has cost one count of an attempt, and the crash of a process takes nothing.
 */
export const UNSYNCED = sql`set_config('synchronous_commit', 'off', true) is not null`;

/** What a turn needs of an inbox row. */
export type ClaimedEvent = Pick<
  InboxRow,
  'id' | 'source' | 'accountId' | 'eventKey' | 'attempts' | 'body'
> & { seq: number };

/** A provider's event on its way to being applied. */
export type ClaimedPaymentEvent = Pick<
  InboxRow,
  'id' | 'merchantId' | 'accountId' | 'eventKey' | 'attempts' | 'body'
>;

/** Counts an attempt at providers' events; those that do not wait any more are left out. */
export async function claimPaymentEvents(
  db: Executor,
  ids: string[],
): Promise<ClaimedPaymentEvent[]> {
  const { rows } = await db.execute<ClaimedPaymentEvent>(sql`
    with locked as materialized (
      select id, state from inbox where id = any(${uuidArray(ids)}::uuid[]) order by id for update
    )
    update inbox set attempts = attempts + 1
    from locked
    where inbox.id = locked.id and locked.state = 'ready' and ${UNSYNCED}
    returning inbox.id, merchant_id as "merchantId", account_id as "accountId",
      event_key as "eventKey", attempts, body`);
  return rows;
}

/** Which of these events still wait. Call it under the lock of their conversation. */
export async function stillReady(tx: Transaction, ids: string[]): Promise<Set<string>> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    with asked as materialized (
      select id, state from inbox where id = any(${uuidArray(ids)}::uuid[])
    )
    select id from asked where state = 'ready'`);
  return new Set(rows.map(({ id }) => id));
}

/** How an event ended. */
export type Settlement = {
  id: string;
  state: 'done' | 'ignored' | 'parked';
  reason: string | null;
};

/** Rows are locked in lane order, as claims lock them, so that the two never wait for each other. */
export async function settleEvents(db: Executor, settlements: Settlement[]): Promise<void> {
  const ids = uuidArray(settlements.map(({ id }) => id));
  await db.execute(sql`
    with locked as materialized (
      select id, state from inbox
      where id = any(${ids}::uuid[])
      order by lane_id, seq, id for update
    )
    update inbox set state = given.state, reason = given.reason, settled_at = clock_timestamp()
    from locked
    join jsonb_to_recordset(${JSON.stringify(settlements)}::jsonb)
      as given (id uuid, state text, reason text) using (id)
    where inbox.id = locked.id and locked.state = 'ready'`);
}

/** Puts an event off. Those behind it in its lane wait with it. */
export async function postponeEvent(
  db: Executor,
  id: string,
  { delayMs, reason }: { delayMs: number; reason: string },
): Promise<void> {
  await db
    .update(inbox)
    .set({ dueAt: sql`clock_timestamp() + ${delayMs} * interval '1 millisecond'`, reason })
    .where(and(eq(inbox.id, id), eq(inbox.state, 'ready')));
}

/** An event of our own for a conversation; `laneId` is the conversation's id. */
export type LaneEvent = { laneId: string; eventKey: string; body: Buffer };

/**
 * Appends events of our own to their conversations; tells of each, in the order given, if it was
 * new. Lanes are locked in the order in which intake locks them.
 */
export async function appendLaneEvents(tx: Transaction, events: LaneEvent[]): Promise<boolean[]> {
  if (events.length === 0) return [];
  const given = events.map(({ laneId, eventKey, body }, place) => ({
    id: newId(),
    place,
    laneId,
    eventKey,
    body: body.toString('base64'),
  }));
  const { rows } = await tx.execute<{ id: string }>(sql`
    with given as (
      select *, count(*) over (partition by "laneId") as events,
        row_number() over (partition by "laneId" order by place) as nth
      from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
        as given (id uuid, place int, "laneId" uuid, "eventKey" text, body text)
    ),
    locked as (
      select id from lane where id = any(${uuidArray(given.map(({ laneId }) => laneId))}::uuid[])
      order by account_id, person for update
    ),
    raised as (
      update lane set seq = seq + counted.events
      from locked
      join (select distinct "laneId", events from given) as counted on counted."laneId" = locked.id
      where lane.id = locked.id
      returning lane.id, merchant_id, account_id, seq
    )
    insert into inbox (
      id, merchant_id, account_id, source, lane_id, seq, event_key, state, body, due_at, received_at
    )
    select given.id, merchant_id, account_id, 'journal', raised.id, seq - events + nth, "eventKey",
      'ready', decode(body, 'base64'), clock_timestamp(), clock_timestamp()
    from raised join given on given."laneId" = raised.id
    on conflict (account_id, event_key) do nothing
    returning id`);
  const stored = new Set(rows.map(({ id }) => id));
  return given.map(({ id }) => stored.has(id));
}
