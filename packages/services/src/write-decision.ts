import type { Money } from '@chatpay/core';
import type { Sealer, Transaction } from '@chatpay/db';
import {
  appendLaneEvent,
  closeReviews,
  hasOpenReview,
  insertCapture,
  openReview,
  recastCapture,
  saveAttempt,
  saveOrder,
  saveRequest,
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

type Writing = { payment: LockedPayment; decision: PaymentDecision; basis: Basis };

/**
 * Writes all that a decision changes: attempt, captures, request, review items, order, the word to
 * the conversation and, last, the journal. Returns the conversation that has news.
 */
export async function writeDecision(
  tx: Transaction,
  sealer: Sealer,
  writing: Writing,
): Promise<{ conversationId: string | null }> {
  const { payment, decision, basis } = writing;
  const { request } = payment;
  await writeAttempt(tx, decision);
  await writeCaptures(tx, writing);
  if (decision.request) {
    await saveRequest(tx, request.id, {
      status: decision.request.to,
      reviewReason: decision.request.reviewReason,
      settledNow: decision.request.to !== 'pending',
    });
  }
  await writeReviews(tx, writing);
  const conversationId = await tellConversation(tx, sealer, writing);
  await appendJournal(
    tx,
    {
      merchantId: request.merchantId,
      orderId: request.orderId,
      requestId: request.id,
      paymentAccountId: request.paymentAccountId,
      actor: basis.actor,
      evidence: basis.evidence,
    },
    decision.entries,
  );
  return { conversationId };
}

async function writeAttempt(tx: Transaction, { attempt }: PaymentDecision): Promise<void> {
  if (!attempt) return;
  const isFinal = ['succeeded', 'failed', 'expired', 'voided'].includes(attempt.to);
  await saveAttempt(tx, attempt.id, {
    status: attempt.to,
    ...(isFinal ? { lookupInMs: null } : {}),
  });
}

async function writeCaptures(
  tx: Transaction,
  { payment, decision, basis }: Writing,
): Promise<void> {
  const { request } = payment;
  for (const change of decision.recast) await recastCapture(tx, request.id, change);
  if (!decision.capture) return;
  await insertCapture(tx, {
    merchantId: request.merchantId,
    requestId: request.id,
    paymentAccountId: request.paymentAccountId,
    ...decision.capture,
    amountMinor: basis.amount?.minor ?? null,
    currency: basis.amount?.currency ?? null,
  });
}

async function writeReviews(tx: Transaction, { payment, decision, basis }: Writing): Promise<void> {
  const { request } = payment;
  const { orderId } = request;
  const subject = subjectOf(decision, basis);
  const findings = [decision.review, ...decision.furtherReviews].filter((found) => found !== null);
  for (const { reason, detail } of findings) {
    await openReview(tx, {
      merchantId: request.merchantId,
      orderId,
      requestId: request.id,
      reason,
      detail,
      dedupeKey: `${request.id}:${reason}:${subject}`,
    });
  }
  const closes = request.orderInReview ? decision.closes : [];
  await closeReviews(tx, request.id, closes);
  const reviewsChanged = findings.length > 0 || closes.length > 0;
  if (!decision.order && !reviewsChanged) return;
  await saveOrder(tx, orderId, {
    ...(decision.order ? { status: decision.order.to } : {}),
    ...(reviewsChanged ? { inReview: await hasOpenReview(tx, orderId) } : {}),
    paidNow: decision.order?.to === 'paid',
  });
}

/** Outcomes that may come several times for one request, once for each of their subjects. */
const REPEATABLE = new Set(['declined', 'duplicate', 'review']);

/** The event key makes each outcome of a request reach the conversation once. */
async function tellConversation(
  tx: Transaction,
  sealer: Sealer,
  { payment, decision, basis }: Writing,
): Promise<string | null> {
  const { outcome } = decision;
  if (!outcome) return null;
  const { id: requestId, orderId, conversationId, accountId } = payment.request;
  const subject = REPEATABLE.has(outcome) ? `:${subjectOf(decision, basis)}` : '';
  const isNew = await appendLaneEvent(tx, {
    laneId: conversationId,
    eventKey: `payment:${requestId}:${outcome}${subject}`,
    body: sealBody(sealer, accountId, { requestId, orderId, outcome }),
  });
  return isNew ? conversationId : null;
}

/** What a finding is about: the money movement, else the attempt, else what it rests on. */
function subjectOf({ capture, attempt }: PaymentDecision, { evidence }: Basis): string {
  return capture?.transactionId ?? attempt?.id ?? evidence;
}
