import type { LockedAttempt, LockedRequest, Merchant, Transaction } from '@chatpay/db';
import { lockRequest, readLocked } from '@chatpay/db';
import type { PaymentView } from '@chatpay/payments/machine';

/** A payment request under lock, with everything a decision may look at. */
export type LockedPayment = {
  request: LockedRequest;
  attempts: LockedAttempt[];
  view: PaymentView;
};

/** Locks a payment request and reads what belongs to it. Throws when it does not exist. */
export async function lockPayment(
  tx: Transaction,
  requestId: string,
  settings: Merchant['settings'],
): Promise<LockedPayment> {
  const request = await lockRequest(tx, requestId);
  if (!request) throw new Error(`Payment request ${requestId} does not exist`);
  const { attempts, captures } = await readLocked(tx, requestId);
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
      attempts: attempts.map(({ id, status, providerRef }) => ({ id, status, providerRef })),
      captures,
      policy: { acceptLate: settings.acceptLate, maxDeclines: settings.maxDeclines },
    },
  };
}
