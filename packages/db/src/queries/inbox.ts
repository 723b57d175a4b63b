import { newId } from '@chatpay/core';
import { and, eq, sql } from 'drizzle-orm';
import type { Executor, Transaction } from '../connect.ts';
import { inbox } from '../schema/inbox.ts';

export type InboxRow = typeof inbox.$inferSelect;

/**
 * Counts an attempt at the lane's next events and returns them in order. Empty when there is
 * nothing, or when the first one waits for its back-off: later events wait behind it. An event that
 * was tried before comes alone, so that it cannot drag others down. `more`: others wait behind them.
 */
export async function claimLaneEvents(
  db: Executor,
  laneId: string,
  limit: number,
): Promise<{ events: ClaimedEvent[]; more: boolean }> {
  const { rows } = await db.execute<ClaimedEvent & { seq: string; waiting: number }>(sql`
    with head as (
      select id, seq, attempts, due_at,
        sum(attempts) over (order by seq) as tries, row_number() over (order by seq) as place
      from inbox where lane_id = ${laneId} and state = 'ready' order by seq limit ${limit}
    )
    update inbox set attempts = inbox.attempts + 1
    where id in (
      select id from inbox
      where state = 'ready' and id in (
        select id from head
        where (place = 1 or tries = 0)
          and (select due_at <= clock_timestamp() from head where place = 1)
      )
      order by seq for update
    )
      and ${UNSYNCED}
    returning id, source, account_id as "accountId", event_key as "eventKey", seq, attempts, body,
      (select count(*)::int from head) as waiting`);
  const events = rows
    .map((row) => ({ ...row, seq: Number(row.seq) }))
    .sort((left, right) => left.seq - right.seq);
  const waiting = rows[0]?.waiting ?? 0;
  return { events, more: waiting > rows.length || waiting === limit };
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

/** Counts an attempt at a provider's event; undefined when it does not wait any more. */
export async function claimPaymentEvent(
  db: Executor,
  id: string,
): Promise<ClaimedPaymentEvent | undefined> {
  const { rows } = await db.execute<ClaimedPaymentEvent>(sql`
    update inbox set attempts = attempts + 1
    where id = ${id} and state = 'ready' and ${UNSYNCED}
    returning id, merchant_id as "merchantId", account_id as "accountId",
      event_key as "eventKey", attempts, body`);
  return rows[0];
}

/** Which of these events still wait. Call it under the lock of their conversation. */
export async function stillReady(tx: Transaction, ids: string[]): Promise<Set<string>> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select id from inbox where id = any(${toArray(ids)}::uuid[]) and state = 'ready'`);
  return new Set(rows.map(({ id }) => id));
}

/** Rows are locked in lane order, as claims lock them, so that the two never wait for each other. */
export async function settleEvents(
  db: Executor,
  ids: string[],
  outcome: { state: 'done' | 'ignored' | 'parked'; reason: string | null },
): Promise<void> {
  await db.execute(sql`
    update inbox
    set state = ${outcome.state}, reason = ${outcome.reason}, settled_at = clock_timestamp()
    where id in (
      select id from inbox
      where id = any(${toArray(ids)}::uuid[]) and state = 'ready'
      order by seq for update
    )`);
}

/** An array literal: one parameter whatever the number of ids, so the statement stays the same. */
function toArray(ids: string[]): string {
  return `{${ids.join(',')}}`;
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

/** Appends an event of our own to a conversation; false when the same one is already there. */
export async function appendLaneEvent(
  tx: Transaction,
  event: { laneId: string; eventKey: string; body: Buffer },
): Promise<boolean> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    with raised as (
      update lane set seq = seq + 1 where id = ${event.laneId}
      returning id, merchant_id, account_id, seq
    )
    insert into inbox (
      id, merchant_id, account_id, source, lane_id, seq, event_key, state, body, due_at, received_at
    )
    select ${newId()}, merchant_id, account_id, 'journal', id, seq, ${event.eventKey}, 'ready',
      ${event.body}, clock_timestamp(), clock_timestamp()
    from raised
    on conflict (account_id, event_key) do nothing
    returning id`);
  return rows.length > 0;
}
