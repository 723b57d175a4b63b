import { sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import type { journalEntry, posting } from '../schema/journal.ts';

export type JournalRow = typeof journalEntry.$inferInsert;
export type PostingRow = typeof posting.$inferInsert;

/** The hash before the first entry of every chain. */
export const GENESIS_HASH = '0'.repeat(64);

/** Locks the end of a merchant's chain until the transaction ends. Take it as late as possible. */
export async function lockJournal(
  tx: Transaction,
  merchantId: string,
): Promise<{ seq: number; hash: string; now: Date }> {
  const { rows } = await tx.execute<{ seq: string; hash: string; now: string }>(sql`
    insert into journal_head (merchant_id, seq, hash) values (${merchantId}, 0, ${GENESIS_HASH})
    on conflict (merchant_id) do update set merchant_id = excluded.merchant_id
    returning seq, hash, floor(extract(epoch from clock_timestamp()) * 1000)::text as now`);
  const [head] = rows;
  if (!head) throw new Error(`Journal of ${merchantId} could not be locked`);
  return { seq: Number(head.seq), hash: head.hash, now: new Date(Number(head.now)) };
}

/** Writes entries with their postings and moves the end of the chain, in one statement. */
export async function appendEntries(
  tx: Transaction,
  merchantId: string,
  { entries, postings }: { entries: JournalRow[]; postings: PostingRow[] },
): Promise<void> {
  const last = entries.at(-1);
  if (!last) return;
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
    update journal_head set seq = ${last.seq}, hash = ${last.hash}
    where merchant_id = ${merchantId}`);
}
