import type { AttemptView, CaptureView, PaymentView } from './types.ts';

/** Captures of the exact sum: the one that won, and those that came beside or after it. */
export function exactCaptures(view: PaymentView): CaptureView[] {
  return view.captures.filter(({ outcome }) => outcome !== 'mismatch');
}

/** Exact captures that the provider has not taken back. */
export function liveCaptures(view: PaymentView): CaptureView[] {
  const voided = new Set(view.attempts.filter(isVoided).map(({ id }) => id));
  return exactCaptures(view).filter(({ attemptId }) => !voided.has(attemptId));
}

/** True where money that came after expiry or cancellation has to wait for a person (rule 5.4). */
export function isHeldAsLate({ request, policy }: PaymentView): boolean {
  if (policy.acceptLate === 'auto') return false;
  if (request.status === 'manual_review') return request.reviewReason === 'late_payment';
  return request.status === 'expired' || request.status === 'cancelled';
}

/** Another request of the same order was paid, so this one can only be paid twice. */
export function isPaidElsewhere({ request, order }: PaymentView): boolean {
  return order.status === 'paid' && request.status !== 'paid';
}

/** In review for nothing but an outcome nobody knew, and still no money has come. */
export function isUndecided({ request, captures }: PaymentView): boolean {
  const unknown = request.reviewReason === 'outcome_unknown';
  return request.status === 'manual_review' && unknown && captures.length === 0;
}

function isVoided({ status }: AttemptView): boolean {
  return status === 'voided';
}
