import { newId } from '@chatpay/core';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Executor, Transaction } from '../connect.ts';
import { inbox, lane } from '../schema/inbox.ts';

export type InboxRow = typeof inbox.$inferSelect;

/**
 * Counts an attempt at the lane's next events and returns them in order. Empty when there is
 * nothing, or when the first one waits for its back-off: later events wait behind it. An event that
 * was tried before comes alone, so that it cannot drag others down.
 */
export async function claimLaneEvents(
  db: Executor,
  laneId: string,
  limit: number,
): Promise<InboxRow[]> {
  const heads = await db
    .select({
      id: inbox.id,
      attempts: inbox.attempts,
      due: sql<boolean>`${inbox.dueAt} <= clock_timestamp()`,
    })
    .from(inbox)
    .where(and(eq(inbox.laneId, laneId), eq(inbox.state, 'ready')))
    .orderBy(asc(inbox.seq))
    .limit(limit);
  const [head] = heads;
  if (!head?.due) return [];
  const untried = heads.findIndex(({ attempts }) => attempts > 0);
  const batch = head.attempts > 0 ? [head] : heads.slice(0, untried === -1 ? limit : untried);
  return claimEvents(
    db,
    batch.map(({ id }) => id),
  );
}

/** Counts an attempt at these events, as far as they still wait, and returns them in lane order. */
export async function claimEvents(db: Executor, ids: string[]): Promise<InboxRow[]> {
  const rows = await db
    .update(inbox)
    .set({ attempts: sql`${inbox.attempts} + 1` })
    .where(and(inArray(inbox.id, ids), eq(inbox.state, 'ready')))
    .returning();
  return rows.sort((left, right) => (left.seq ?? 0) - (right.seq ?? 0));
}

/** Locks an event that still waits; undefined when somebody settled it meanwhile. */
export async function lockReadyEvent(tx: Transaction, id: string): Promise<InboxRow | undefined> {
  const [row] = await tx
    .select()
    .from(inbox)
    .where(and(eq(inbox.id, id), eq(inbox.state, 'ready')))
    .for('update');
  return row;
}

/** Which of these events still wait. Call it under the lock of their conversation. */
export async function stillReady(tx: Transaction, ids: string[]): Promise<Set<string>> {
  const rows = await tx
    .select({ id: inbox.id })
    .from(inbox)
    .where(and(inArray(inbox.id, ids), eq(inbox.state, 'ready')));
  return new Set(rows.map(({ id }) => id));
}

export async function settleEvents(
  db: Executor,
  ids: string[],
  outcome: { state: 'done' | 'ignored' | 'parked'; reason: string | null },
): Promise<void> {
  if (ids.length === 0) return;
  await db
    .update(inbox)
    .set({ ...outcome, settledAt: sql`clock_timestamp()` })
    .where(and(inArray(inbox.id, ids), eq(inbox.state, 'ready')));
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
  event: { laneId: string; eventKey: string; body(accountId: string): Buffer },
): Promise<boolean> {
  const [raised] = await tx
    .update(lane)
    .set({ seq: sql`${lane.seq} + 1` })
    .where(eq(lane.id, event.laneId))
    .returning();
  if (!raised) throw new Error(`Conversation ${event.laneId} has no lane`);
  const stored = await tx
    .insert(inbox)
    .values({
      id: newId(),
      merchantId: raised.merchantId,
      accountId: raised.accountId,
      source: 'journal',
      laneId: raised.id,
      seq: raised.seq,
      eventKey: event.eventKey,
      state: 'ready',
      body: event.body(raised.accountId),
      dueAt: sql`clock_timestamp()`,
      receivedAt: sql`clock_timestamp()`,
    })
    .onConflictDoNothing()
    .returning({ id: inbox.id });
  return stored.length > 0;
}
