import { type Money, newId } from '@chatpay/core';
import type { JournalRow, PostingRow, Transaction } from '@chatpay/db';
import { appendEntries, lockJournal } from '@chatpay/db';
import { hashEntry, type JournalDraft, postings } from '@chatpay/payments/machine';

/** Whom and what a batch of entries is about. `evidence` names the inbox row, lookup or turn. */
export type JournalSubject = {
  merchantId: string;
  orderId: string | null;
  requestId: string | null;
  paymentAccountId: string | null;
  actor: 'customer' | 'provider' | 'system' | 'operator';
  evidence: string;
};

/**
 * Appends entries to the merchant's chain, in the caller's transaction and as its last step: the
 * end of the chain stays locked until the commit.
 */
export async function appendJournal(
  tx: Transaction,
  subject: JournalSubject,
  drafts: JournalDraft[],
): Promise<void> {
  if (drafts.length === 0) return;
  const head = await lockJournal(tx, subject.merchantId);
  let previous = { seq: head.seq, hash: head.hash };
  const entries: JournalRow[] = [];
  const money: PostingRow[] = [];
  for (const draft of drafts) {
    const entry = toEntry(subject, draft, { previous, recordedAt: head.now });
    entries.push(entry);
    money.push(...toPostings(subject, draft, entry.id));
    previous = { seq: entry.seq, hash: entry.hash };
  }
  await appendEntries(tx, subject.merchantId, { entries, postings: money });
}

function toEntry(
  subject: JournalSubject,
  draft: JournalDraft,
  chain: { previous: { seq: number; hash: string }; recordedAt: Date },
): JournalRow {
  const content = {
    id: newId(),
    merchantId: subject.merchantId,
    seq: chain.previous.seq + 1,
    kind: draft.kind,
    orderId: subject.orderId,
    requestId: subject.requestId,
    attemptId: draft.attemptId,
    paymentAccountId: subject.paymentAccountId,
    ...flatten(draft.amount),
    transactionId: draft.transactionId,
    actor: subject.actor,
    evidence: subject.evidence,
    reason: draft.reason,
  };
  const hashed = { ...content, recordedAt: chain.recordedAt.toISOString() };
  return {
    ...content,
    recordedAt: chain.recordedAt,
    previousHash: chain.previous.hash,
    hash: hashEntry(chain.previous.hash, hashed),
  };
}

function toPostings(subject: JournalSubject, draft: JournalDraft, entryId: string): PostingRow[] {
  return postings(draft).flatMap(({ debit, credit, minor, currency }) => [
    {
      id: newId(),
      merchantId: subject.merchantId,
      entryId,
      account: debit,
      side: 'debit',
      minor,
      currency,
    },
    {
      id: newId(),
      merchantId: subject.merchantId,
      entryId,
      account: credit,
      side: 'credit',
      minor,
      currency,
    },
  ]);
}

function flatten(amount: Money | null) {
  return { amountMinor: amount?.minor ?? null, currency: amount?.currency ?? null };
}
