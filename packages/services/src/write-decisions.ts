import type { Money } from '@chatpay/core';
import type { PaymentChange, Sealer, Transaction } from '@chatpay/db';
import {
  appendLaneEvents,
  closeReviews,
  hasOpenReview,
  openReview,
  recastCapture,
  saveOrder,
  savePaymentChanges,
} from '@chatpay/db';
import type { PaymentDecision } from '@chatpay/payments/machine';
import { appendJournal, type JournalSubject } from './append-journal.ts';
import { sealBody } from './event-body.ts';
import type { LockedPayment } from './payment-view.ts';

/** What a decision rests on: who said it, and the sum where money moved. */
export type Basis = {
  actor: JournalSubject['actor'];
  evidence: string;
  amount: Money | null;
};

/** A decision about a locked payment. */
export type Writing = { payment: LockedPayment; decision: PaymentDecision; basis: Basis };

/**
 * Writes all that decisions about different requests change: attempts, captures, requests, orders,
 * review items, the words to the conversations and, last, the journal. Returns for each decision
 * the conversation that has news of it.
 */
export async function writeDecisions(
  tx: Transaction,
  sealer: Sealer,
  writings: Writing[],
): Promise<(string | null)[]> {
  for (const { payment, decision } of writings) {
    for (const change of decision.recast) await recastCapture(tx, payment.request.id, change);
  }
  await savePaymentChanges(tx, writings.map(toChange));
  for (const writing of writings) await writeReviews(tx, writing);
  const told = await tellConversations(tx, sealer, writings);
  await appendJournal(
    tx,
    writings.map(({ payment: { request }, decision, basis }) => ({
      subject: {
        merchantId: request.merchantId,
        orderId: request.orderId,
        requestId: request.id,
        paymentAccountId: request.paymentAccountId,
        actor: basis.actor,
        evidence: basis.evidence,
      },
      drafts: decision.entries,
    })),
  );
  return told;
}

/** Writes a single decision; returns the conversation that has news. */
export async function writeDecision(
  tx: Transaction,
  sealer: Sealer,
  writing: Writing,
): Promise<{ conversationId: string | null }> {
  const [conversationId = null] = await writeDecisions(tx, sealer, [writing]);
  return { conversationId };
}

const FINAL = new Set(['succeeded', 'failed', 'expired', 'voided']);

function toChange({ payment: { request }, decision, basis }: Writing): PaymentChange {
  const { attempt, capture } = decision;
  return {
    merchantId: request.merchantId,
    requestId: request.id,
    orderId: request.orderId,
    paymentAccountId: request.paymentAccountId,
    attempt: attempt && { ...attempt, ends: FINAL.has(attempt.to) },
    capture: capture && {
      ...capture,
      amountMinor: basis.amount?.minor ?? null,
      currency: basis.amount?.currency ?? null,
    },
    request: decision.request,
    order: decision.order,
  };
}

async function writeReviews(tx: Transaction, { payment, decision, basis }: Writing): Promise<void> {
  const { request } = payment;
  const { orderId } = request;
  const findings = [decision.review, ...decision.furtherReviews].filter((found) => found !== null);
  const closes = request.orderInReview ? decision.closes : [];
  if (findings.length === 0 && closes.length === 0) return;
  for (const { reason, detail } of findings) {
    await openReview(tx, {
      merchantId: request.merchantId,
      orderId,
      requestId: request.id,
      reason,
      detail,
      dedupeKey: `${request.id}:${reason}:${subjectOf(decision, basis)}`,
    });
  }
  await closeReviews(tx, request.id, closes);
  await saveOrder(tx, orderId, { inReview: await hasOpenReview(tx, orderId) });
}

/** Outcomes that may come several times for one request, once for each of their subjects. */
const REPEATABLE = new Set(['declined', 'duplicate', 'review']);

/** The event key makes each outcome of a request reach the conversation once. */
async function tellConversations(
  tx: Transaction,
  sealer: Sealer,
  writings: Writing[],
): Promise<(string | null)[]> {
  const news = writings.flatMap(({ payment, decision, basis }, place) => {
    const { outcome } = decision;
    if (!outcome) return [];
    const { id: requestId, orderId, conversationId, accountId } = payment.request;
    const subject = REPEATABLE.has(outcome) ? `:${subjectOf(decision, basis)}` : '';
    const eventKey = `payment:${requestId}:${outcome}${subject}`;
    const body = sealBody(sealer, accountId, { requestId, orderId, outcome });
    return [{ place, laneId: conversationId, eventKey, body }];
  });
  const areNew = await appendLaneEvents(tx, news);
  const told = new Map(
    news.filter((_event, at) => areNew[at]).map(({ place, laneId }) => [place, laneId]),
  );
  return writings.map((_writing, place) => told.get(place) ?? null);
}

/** What a finding is about: the money movement, else the attempt, else what it rests on. */
function subjectOf({ capture, attempt }: PaymentDecision, { evidence }: Basis): string {
  return capture?.transactionId ?? attempt?.id ?? evidence;
}
