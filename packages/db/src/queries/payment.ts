import { newId } from '@chatpay/core';
import { and, desc, eq, inArray, lte, sql } from 'drizzle-orm';
import type { Executor, Transaction } from '../connect.ts';
import { contact, conversation } from '../schema/conversation.ts';
import { order } from '../schema/order.ts';
import { attempt, capture, paymentRequest, reviewItem } from '../schema/payment.ts';
import type { PaymentRequest } from './order.ts';

export type AttemptRow = typeof attempt.$inferSelect;
export type CaptureRow = typeof capture.$inferSelect;

/** Attempts that may still turn into money without anybody touching our page again. */
export const OPEN_ATTEMPTS = ['created', 'registered', 'in_provider', 'unknown'] as const;

export async function findRequestByToken(
  db: Executor,
  token: string,
): Promise<PaymentRequest | undefined> {
  const [row] = await db.select().from(paymentRequest).where(eq(paymentRequest.token, token));
  return row;
}

export async function insertRequest(
  tx: Transaction,
  row: Omit<typeof paymentRequest.$inferInsert, 'expiresAt' | 'dueAt'>,
  lifetimeMinutes: number,
): Promise<void> {
  const expiry = sql`clock_timestamp() + ${lifetimeMinutes} * interval '1 minute'`;
  await tx.insert(paymentRequest).values({ ...row, expiresAt: expiry, dueAt: expiry });
}

export async function saveRequest(
  tx: Transaction,
  id: string,
  changes: Partial<Omit<typeof paymentRequest.$inferInsert, 'expiresAt' | 'dueAt'>> & {
    settledNow?: boolean;
    dueInMs?: number;
    expiresNow?: boolean;
  },
): Promise<void> {
  const { settledNow, dueInMs, expiresNow, ...columns } = changes;
  await tx
    .update(paymentRequest)
    .set({
      ...columns,
      ...(settledNow ? { settledAt: sql`clock_timestamp()` } : {}),
      ...(dueInMs === undefined ? {} : { dueAt: after(dueInMs) }),
      ...(expiresNow ? { expiresAt: sql`clock_timestamp()`, dueAt: sql`clock_timestamp()` } : {}),
    })
    .where(eq(paymentRequest.id, id));
}

export async function findAttempt(db: Executor, id: string): Promise<AttemptRow | undefined> {
  const [row] = await db.select().from(attempt).where(eq(attempt.id, id));
  return row;
}

/** The number for the next attempt of an order, over all its payment requests. */
export async function nextAttemptNumber(tx: Transaction, orderId: string): Promise<number> {
  const [row] = await tx
    .select({ last: sql<number>`coalesce(max(${attempt.number}), 0)::int` })
    .from(attempt)
    .innerJoin(paymentRequest, eq(paymentRequest.id, attempt.requestId))
    .where(eq(paymentRequest.orderId, orderId));
  return (row?.last ?? 0) + 1;
}

export async function insertAttempt(
  tx: Transaction,
  row: Omit<typeof attempt.$inferInsert, 'nextLookupAt'>,
  lookupInMs: number,
): Promise<AttemptRow> {
  const [stored] = await tx
    .insert(attempt)
    .values({ ...row, nextLookupAt: after(lookupInMs) })
    .returning();
  if (!stored) throw new Error(`Attempt ${row.id} was not stored`);
  return stored;
}

export async function saveAttempt(
  tx: Executor,
  id: string,
  changes: Partial<Omit<typeof attempt.$inferInsert, 'nextLookupAt'>> & {
    /** Null: nothing more to ask. */
    lookupInMs?: number | null;
  },
): Promise<void> {
  const { lookupInMs, ...columns } = changes;
  await tx
    .update(attempt)
    .set({
      ...columns,
      ...(lookupInMs === undefined
        ? {}
        : { nextLookupAt: lookupInMs === null ? null : after(lookupInMs) }),
    })
    .where(eq(attempt.id, id));
}

/**
 * Brings the next lookup of open attempts forward to now and returns their ids. Hints come from
 * outside, so an attempt that was looked up in the last seconds is left as it is.
 */
export async function askSooner(tx: Executor, requestId: string): Promise<string[]> {
  const rows = await tx
    .update(attempt)
    .set({ nextLookupAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(attempt.requestId, requestId),
        inArray(attempt.status, [...OPEN_ATTEMPTS]),
        sql`coalesce(${attempt.lookedUpAt} < clock_timestamp() - interval '3 seconds', true)`,
      ),
    )
    .returning({ id: attempt.id });
  return rows.map(({ id }) => id);
}

/** Takes a due lookup for itself by putting the next one off; undefined when it is not due. */
export async function claimLookup(
  db: Executor,
  id: string,
  nextInMs: number,
): Promise<AttemptRow | undefined> {
  const [row] = await db
    .update(attempt)
    .set({
      lookups: sql`${attempt.lookups} + 1`,
      nextLookupAt: after(nextInMs),
      lookedUpAt: sql`clock_timestamp()`,
    })
    .where(and(eq(attempt.id, id), lte(attempt.nextLookupAt, sql`clock_timestamp()`)))
    .returning();
  return row;
}

/** Gives a capture another outcome, because a later fact showed what it really was. */
export async function recastCapture(
  tx: Transaction,
  requestId: string,
  { transactionId, outcome }: Pick<CaptureRow, 'transactionId' | 'outcome'>,
): Promise<void> {
  await tx
    .update(capture)
    .set({ outcome })
    .where(and(eq(capture.requestId, requestId), eq(capture.transactionId, transactionId)));
}

/** Resolves the open review items of a request that answered themselves. */
export async function closeReviews(
  tx: Transaction,
  requestId: string,
  reasons: (typeof reviewItem.$inferSelect)['reason'][],
): Promise<void> {
  if (reasons.length === 0) return;
  await tx
    .update(reviewItem)
    .set({ state: 'resolved', resolvedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(reviewItem.requestId, requestId),
        eq(reviewItem.state, 'open'),
        inArray(reviewItem.reason, reasons),
      ),
    );
}

export async function hasOpenReview(tx: Transaction, orderId: string): Promise<boolean> {
  const [open] = await tx
    .select({ id: reviewItem.id })
    .from(reviewItem)
    .where(and(eq(reviewItem.orderId, orderId), eq(reviewItem.state, 'open')))
    .limit(1);
  return open !== undefined;
}

/** Opens a review item, once per finding; true when it is new. */
export async function openReview(
  tx: Transaction,
  row: Omit<typeof reviewItem.$inferInsert, 'id'>,
): Promise<boolean> {
  const stored = await tx
    .insert(reviewItem)
    .values({ id: newId(), ...row })
    .onConflictDoNothing()
    .returning({ id: reviewItem.id });
  return stored.length > 0;
}

/** The payment request with the order it belongs to, for reading. */
export async function findRequest(db: Executor, id: string) {
  const [row] = await db
    .select({ request: paymentRequest, order })
    .from(paymentRequest)
    .innerJoin(order, eq(order.id, paymentRequest.orderId))
    .where(eq(paymentRequest.id, id));
  return row;
}

export async function newestAttempt(
  db: Executor,
  requestId: string,
): Promise<AttemptRow | undefined> {
  const [row] = await db
    .select()
    .from(attempt)
    .where(eq(attempt.requestId, requestId))
    .orderBy(desc(attempt.number))
    .limit(1);
  return row;
}

function after(delayMs: number) {
  return sql`clock_timestamp() + ${delayMs} * interval '1 millisecond'`;
}

/** A payment request with whom it is for. */
export async function findRequestContact(db: Executor, requestId: string) {
  const [row] = await db
    .select({ request: paymentRequest, order, contact, conversation })
    .from(paymentRequest)
    .innerJoin(order, eq(order.id, paymentRequest.orderId))
    .innerJoin(contact, eq(contact.id, order.contactId))
    .innerJoin(conversation, eq(conversation.id, order.conversationId))
    .where(eq(paymentRequest.id, requestId));
  return row;
}
