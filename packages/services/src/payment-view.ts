import type {
  AttemptRow,
  CaptureRow,
  Merchant,
  Order,
  PaymentRequest,
  Transaction,
} from '@chatpay/db';
import { findOrder, listAttempts, listCaptures, lockRequest } from '@chatpay/db';
import type { PaymentView } from '@chatpay/payments/machine';

/** A payment request under lock, with everything a decision may look at. */
export type LockedPayment = {
  request: PaymentRequest & { overdue: boolean };
  order: Order;
  attempts: AttemptRow[];
  captures: CaptureRow[];
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
  const attempts = await listAttempts(tx, requestId);
  const captures = await listCaptures(tx, requestId);
  const record = await findOrder(tx, request.orderId);
  if (!record) throw new Error(`Order ${request.orderId} does not exist`);
  const { order } = record;
  return {
    request,
    order,
    attempts,
    captures,
    view: {
      request: {
        status: request.status,
        amount: { minor: request.amountMinor, currency: request.currency },
        reviewReason: request.reviewReason,
      },
      order: { status: order.status },
      attempts: attempts.map(({ id, status, providerRef }) => ({ id, status, providerRef })),
      captures: captures.map(({ attemptId, transactionId, outcome }) => ({
        attemptId,
        transactionId,
        outcome,
      })),
      policy: { acceptLate: settings.acceptLate, maxDeclines: settings.maxDeclines },
    },
  };
}
