import { type Money, newId } from '@chatpay/core';
import type { JournalRow, PostingRow, Transaction } from '@chatpay/db';
import { appendEntries, lockJournals } from '@chatpay/db';
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

/** What is to be entered about one subject. */
export type JournalPart = { subject: JournalSubject; drafts: JournalDraft[] };

/**
 * Appends entries to the chains of their merchants, in the caller's transaction and as its last
 * step: the ends of the chains stay locked until the commit.
 */
export async function appendJournal(tx: Transaction, parts: JournalPart[]): Promise<void> {
  const real = parts.filter(({ drafts }) => drafts.length > 0);
  if (real.length === 0) return;
  const heads = await lockJournals(tx, new Set(real.map(({ subject }) => subject.merchantId)));
  const ends = new Map(heads.map((head) => [head.merchantId, head]));
  const entries: JournalRow[] = [];
  const money: PostingRow[] = [];
  for (const { subject, drafts } of real) {
    for (const draft of drafts) {
      const previous = ends.get(subject.merchantId);
      if (!previous) throw new Error(`Journal of ${subject.merchantId} could not be locked`);
      const entry = toEntry(subject, draft, { previous, recordedAt: previous.now });
      entries.push(entry);
      money.push(...toPostings(subject, draft, entry.id));
      ends.set(subject.merchantId, { ...previous, seq: entry.seq, hash: entry.hash });
    }
  }
  await appendEntries(tx, { entries, postings: money });
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
