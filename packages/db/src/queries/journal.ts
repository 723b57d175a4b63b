import { sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import type { journalEntry, posting } from '../schema/journal.ts';
import { uuidArray } from './uuid-array.ts';

export type JournalRow = typeof journalEntry.$inferInsert;
export type PostingRow = typeof posting.$inferInsert;

/** The hash before the first entry of every chain. */
export const GENESIS_HASH = '0'.repeat(64);

/** The end of a merchant's chain, and the database's time at which it was locked. */
export type JournalHead = { merchantId: string; seq: number; hash: string; now: Date };

/** Locks the ends of merchants' chains until the transaction ends. Take them as late as possible. */
export async function lockJournals(
  tx: Transaction,
  merchantIds: Iterable<string>,
): Promise<JournalHead[]> {
  const { rows } = await tx.execute<{ merchantId: string; seq: string; hash: string; now: string }>(
    sql`
    insert into journal_head (merchant_id, seq, hash)
    select merchant_id, 0, ${GENESIS_HASH}
    from unnest(${uuidArray(merchantIds)}::uuid[]) as given (merchant_id) order by merchant_id
    on conflict (merchant_id) do update set merchant_id = excluded.merchant_id
    returning merchant_id as "merchantId", seq, hash,
      floor(extract(epoch from clock_timestamp()) * 1000)::text as now`,
  );
  return rows.map(({ merchantId, seq, hash, now }) => ({
    merchantId,
    seq: Number(seq),
    hash,
    now: new Date(Number(now)),
  }));
}

/** Writes entries with their postings and moves the ends of their chains, in one statement. */
export async function appendEntries(
  tx: Transaction,
  { entries, postings }: { entries: JournalRow[]; postings: PostingRow[] },
): Promise<void> {
  const heads = new Map(
    entries.map(({ merchantId, seq, hash }) => [merchantId, { merchantId, seq, hash }]),
  );
  await tx.execute(sql`
    with entry as (
      insert into journal_entry (
        id, merchant_id, seq, kind, order_id, request_id, attempt_id, payment_account_id,
        amount_minor, currency, transaction_id, actor, evidence, reason,
        recorded_at, previous_hash, hash)
      select * from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as given (
        "id" uuid, "merchantId" uuid, "seq" bigint, "kind" text, "orderId" uuid,
        "requestId" uuid, "attemptId" uuid, "paymentAccountId" uuid, "amountMinor" bigint,
        "currency" text, "transactionId" text, "actor" text, "evidence" text, "reason" text,
        "recordedAt" timestamptz, "previousHash" text, "hash" text)
    ),
    posted as (
      insert into posting (id, merchant_id, entry_id, account, side, minor, currency)
      select * from jsonb_to_recordset(${JSON.stringify(postings)}::jsonb) as given (
        "id" uuid, "merchantId" uuid, "entryId" uuid, "account" text, "side" text,
        "minor" bigint, "currency" text)
    )
    update journal_head set seq = given.seq, hash = given.hash
    from jsonb_to_recordset(${JSON.stringify([...heads.values()])}::jsonb)
      as given ("merchantId" uuid, seq bigint, hash text)
    where journal_head.merchant_id = given."merchantId"`);
}
