import { newId } from '@chatpay/core';
import { sql } from 'drizzle-orm';
import type { Executor, Transaction } from '../connect.ts';
import type { attempt, providerFact } from '../schema/payment.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What a provider says to name the attempt it speaks of. */
export type FactSubject = {
  paymentAccountId: string;
  providerRef: string;
  attemptId: string | null;
};

/** What a fact must know of the attempt it speaks of. */
export type FactAttempt = Pick<
  typeof attempt.$inferSelect,
  'id' | 'merchantId' | 'requestId' | 'paymentAccountId' | 'number'
>;

/**
 * The attempts that providers speak of, in the order asked: by the provider's own reference, else
 * by our id that it echoes. Undefined where there is none.
 */
export async function findAttemptsOfFacts(
  db: Executor,
  subjects: FactSubject[],
): Promise<(FactAttempt | undefined)[]> {
  const given = subjects.map(({ attemptId, ...subject }, place) => ({
    ...subject,
    place,
    attemptId: attemptId !== null && UUID.test(attemptId) ? attemptId : null,
  }));
  const { rows } = await db.execute<FactAttempt & { place: number }>(sql`
    select given.place, found.*
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
      as given (place int, "paymentAccountId" uuid, "providerRef" text, "attemptId" uuid)
    cross join lateral (
      select id, merchant_id as "merchantId", request_id as "requestId",
        payment_account_id as "paymentAccountId", number
      from attempt
      where payment_account_id = given."paymentAccountId"
        and (provider_ref = given."providerRef" or id = given."attemptId")
      order by provider_ref = given."providerRef" desc nulls last limit 1
    ) as found`);
  const byPlace = new Map(rows.map(({ place, ...found }) => [place, found]));
  return subjects.map((_subject, place) => byPlace.get(place));
}

export type FactRow = Omit<typeof providerFact.$inferInsert, 'id' | 'createdAt'>;

/** Stores what providers said, each statement once; tells of each, in the order given, if it was new. */
export async function insertFacts(tx: Transaction, facts: FactRow[]): Promise<boolean[]> {
  const given = facts.map((fact) => ({ ...fact, id: newId() }));
  const { rows } = await tx.execute<{ id: string }>(sql`
    insert into provider_fact (
      id, merchant_id, payment_account_id, attempt_id, dedupe_key, kind, source, provider_ref,
      transaction_id, amount_minor, currency, amount_text, occurred_at)
    select * from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as given (
      "id" uuid, "merchantId" uuid, "paymentAccountId" uuid, "attemptId" uuid, "dedupeKey" text,
      "kind" text, "source" text, "providerRef" text, "transactionId" text, "amountMinor" bigint,
      "currency" text, "amountText" text, "occurredAt" timestamptz)
    order by "paymentAccountId", "dedupeKey"
    on conflict do nothing
    returning id`);
  const stored = new Set(rows.map(({ id }) => id));
  return given.map(({ id }) => stored.has(id));
}
