import { attemptReference } from '@chatpay/core';
import type {
  LockedAttempt,
  LockedContents,
  LockedRequest,
  Merchant,
  Transaction,
} from '@chatpay/db';
import { lockRequests, readLocked } from '@chatpay/db';
import type { PaymentView } from '@chatpay/payments/machine';

/** A payment request under lock, with everything a decision may look at. */
export type LockedPayment = {
  request: LockedRequest;
  attempts: LockedAttempt[];
  view: PaymentView;
};

/** Which request to lock, and the merchant's settings that decide about it. */
export type PaymentToLock = { requestId: string; settings: Merchant['settings'] };

/** Locks one payment request and reads what belongs to it. Throws when it does not exist. */
export async function lockPayment(
  tx: Transaction,
  requestId: string,
  settings: Merchant['settings'],
): Promise<LockedPayment> {
  const payments = await lockPayments(tx, [{ requestId, settings }]);
  return paymentOf(payments, requestId);
}

/** Locks payment requests, always in the same order, and reads what belongs to them. */
export async function lockPayments(
  tx: Transaction,
  wanted: PaymentToLock[],
): Promise<Map<string, LockedPayment>> {
  const ids = wanted.map(({ requestId }) => requestId);
  const requests = await lockRequests(tx, ids);
  const contents = await readLocked(tx, ids);
  const payments = new Map<string, LockedPayment>();
  for (const { requestId, settings } of wanted) {
    const request = requests.get(requestId);
    const content = contents.get(requestId);
    if (request && content) payments.set(requestId, toPayment(request, content, settings));
  }
  return payments;
}

/** Throws when there is no such request. */
export function paymentOf(payments: Map<string, LockedPayment>, requestId: string): LockedPayment {
  const payment = payments.get(requestId);
  if (!payment) throw new Error(`Payment request ${requestId} does not exist`);
  return payment;
}

function toPayment(
  request: LockedRequest,
  { attempts, captures }: LockedContents,
  settings: Merchant['settings'],
): LockedPayment {
  return {
    request,
    attempts,
    view: {
      request: {
        status: request.status,
        amount: { minor: request.amountMinor, currency: request.currency },
        reviewReason: request.reviewReason,
      },
      order: { status: request.orderStatus },
      attempts: attempts.map(({ id, status, providerRef, number }) => ({
        id,
        status,
        providerRef,
        reference: attemptReference({ orderNumber: request.orderNumber, number }),
      })),
      captures,
      policy: { acceptLate: settings.acceptLate, maxDeclines: settings.maxDeclines },
    },
  };
}
