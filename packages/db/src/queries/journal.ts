import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { journalEntry, journalHead, posting } from '../schema/journal.ts';

export type JournalRow = typeof journalEntry.$inferInsert;
export type PostingRow = typeof posting.$inferInsert;

/** The hash before the first entry of every chain. */
export const GENESIS_HASH = '0'.repeat(64);

/** Locks the end of a merchant's chain until the transaction ends. Take it as late as possible. */
export async function lockJournal(
  tx: Transaction,
  merchantId: string,
): Promise<{ seq: number; hash: string; now: Date }> {
  const [head] = await tx
    .insert(journalHead)
    .values({ merchantId, seq: 0, hash: GENESIS_HASH })
    .onConflictDoUpdate({
      target: journalHead.merchantId,
      set: { merchantId },
    })
    .returning({
      seq: journalHead.seq,
      hash: journalHead.hash,
      now: sql<string>`date_trunc('milliseconds', clock_timestamp())`,
    });
  if (!head) throw new Error(`Journal of ${merchantId} could not be locked`);
  return { seq: head.seq, hash: head.hash, now: new Date(head.now) };
}

export async function appendEntries(
  tx: Transaction,
  merchantId: string,
  { entries, postings }: { entries: JournalRow[]; postings: PostingRow[] },
): Promise<void> {
  const last = entries.at(-1);
  if (!last) return;
  await tx.insert(journalEntry).values(entries);
  if (postings.length > 0) await tx.insert(posting).values(postings);
  await tx
    .update(journalHead)
    .set({ seq: last.seq, hash: last.hash })
    .where(eq(journalHead.merchantId, merchantId));
}
