import type { PaymentEvent } from '@chatpay/core';
import type { ClaimedPaymentEvent, Transaction } from '@chatpay/db';
import { insertFacts, openReview, postponeEvent, settleEvents } from '@chatpay/db';
import { appendJournal } from './append-journal.ts';
import { factColumns } from './settle-facts.ts';

/** Waits before an event that matches no attempt is tried again (rule 5.8). */
const ORPHAN_DELAYS_MS = [1_000, 5_000, 30_000, 300_000, 3_600_000];

/**
 * A claimed event that matches no attempt of ours is tried again for an hour and then waits for a
 * person: money is never dropped.
 */
export async function keepOrphan(
  tx: Transaction,
  row: ClaimedPaymentEvent,
  event: PaymentEvent,
): Promise<void> {
  const delayMs = ORPHAN_DELAYS_MS[row.attempts - 1];
  if (delayMs !== undefined) {
    await postponeEvent(tx, row.id, { delayMs, reason: 'no such attempt yet' });
    return;
  }
  const { merchantId, accountId: paymentAccountId } = row;
  if (!merchantId || !paymentAccountId) return;
  const [isNew] = await insertFacts(tx, [
    {
      merchantId,
      paymentAccountId,
      attemptId: null,
      dedupeKey: `event:${row.eventKey}`,
      ...factColumns(event),
    },
  ]);
  const movedMoney = event.kind === 'succeeded';
  if (isNew && movedMoney) {
    await noteOrphan(tx, { merchantId, paymentAccountId, evidence: `inbox:${row.id}` }, event);
  }
  const state = movedMoney ? 'parked' : 'ignored';
  await settleEvents(tx, [{ id: row.id, state, reason: 'orphan' }]);
}

async function noteOrphan(
  tx: Transaction,
  from: { merchantId: string; paymentAccountId: string; evidence: string },
  event: PaymentEvent,
): Promise<void> {
  const { merchantId, paymentAccountId } = from;
  const { amount, transactionId, providerRef } = event;
  await openReview(tx, {
    merchantId,
    orderId: null,
    requestId: null,
    reason: 'orphan_payment',
    detail: `${event.amountText} for ${providerRef}, which is none of our attempts`,
    dedupeKey: `orphan:${paymentAccountId}:${transactionId ?? providerRef}`,
  });
  const subject = { ...from, orderId: null, requestId: null, actor: 'provider' as const };
  await appendJournal(tx, [
    {
      subject,
      drafts: [{ kind: 'orphan', attemptId: null, amount, transactionId, reason: providerRef }],
    },
  ]);
}
