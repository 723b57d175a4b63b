import type { PaymentDecision, PaymentView } from './types.ts';

/** The view after a decision has been written: what the next decision will look at. */
export function applyDecision(view: PaymentView, decision: PaymentDecision): PaymentView {
  const { attempt, request, order, capture, recast } = decision;
  const recasted = view.captures.map((known) => {
    const change = recast.find(({ transactionId }) => transactionId === known.transactionId);
    return change ? { ...known, outcome: change.outcome } : known;
  });
  return {
    ...view,
    request: request
      ? { ...view.request, status: request.to, reviewReason: request.reviewReason }
      : view.request,
    order: order ? { status: order.to } : view.order,
    attempts: view.attempts.map((known) =>
      known.id === attempt?.id ? { ...known, status: attempt.to } : known,
    ),
    captures: capture ? [...recasted, capture] : recasted,
  };
}
