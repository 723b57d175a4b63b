import type { Checkout } from '@chatpay/core';
import { isInFlight } from './attempt-moves.ts';
import { failWhenSpent } from './fail-when-spent.ts';
import { begin, moveAttempt, note, toDecision } from './step.ts';
import type { PaymentDecision, PaymentView } from './types.ts';

type CheckoutFailure = Exclude<Checkout, { kind: 'opened' }>;

/**
 * A session that did not open. Refused: the attempt failed. Unavailable: provably nothing was
 * opened, so the attempt is over without counting as a decline. Unknown: the session may exist and
 * is never taken for a failure (transition A2). A fact that was faster than this answer stands.
 */
export function decideCheckoutFailure(
  view: PaymentView,
  attemptId: string,
  failure: CheckoutFailure,
): PaymentDecision {
  const step = begin(view);
  const status = view.attempts.find(({ id }) => id === attemptId)?.status;
  if (status !== 'created' && status !== 'unknown') return toDecision(view, step);

  const { reason } = failure;
  switch (failure.kind) {
    case 'refused': {
      const failed = moveAttempt(step, attemptId, 'failed');
      return toDecision(view, failWhenSpent(note(failed, 'attempt_failed', { attemptId, reason })));
    }
    case 'unavailable': {
      // An earlier call of this attempt may have opened one.
      if (status === 'unknown') return toDecision(view, step);
      const over = moveAttempt(step, attemptId, 'expired');
      return toDecision(view, note(over, 'attempt_expired', { attemptId, reason }));
    }
    case 'unknown': {
      const unknown = moveAttempt(step, attemptId, 'unknown');
      return toDecision(view, note(unknown, 'attempt_outcome_unknown', { attemptId, reason }));
    }
  }
}

/** A session that did open (transition A1). Nothing changes where a fact was faster. */
export function decideCheckoutOpened(view: PaymentView, attemptId: string): PaymentDecision {
  const step = begin(view);
  const status = view.attempts.find(({ id }) => id === attemptId)?.status;
  if (status !== 'created' && status !== 'unknown') return toDecision(view, step);
  const registered = moveAttempt(step, attemptId, 'registered');
  return toDecision(view, note(registered, 'attempt_registered', { attemptId }));
}

/** After the session's end a provider is given this long to tell of a payment (transition A6). */
export const SESSION_GRACE_MS = 600_000;

/**
 * An attempt whose session is over: expired only when the session's time and the grace are past
 * and the provider, asked after that, said that it is not paid. Otherwise nothing changes.
 */
export function decideAttemptExpiry(
  view: PaymentView,
  attemptId: string,
  asked: { sessionExpiresAt: Date; askedAt: Date; saidNotPaid: boolean },
): PaymentDecision {
  const step = begin(view);
  const status = view.attempts.find(({ id }) => id === attemptId)?.status;
  const isOver = asked.askedAt.getTime() >= asked.sessionExpiresAt.getTime() + SESSION_GRACE_MS;
  if (status === undefined || !isInFlight(status) || !isOver || !asked.saidNotPaid) {
    return toDecision(view, step);
  }
  const reason = 'the session is over and was not paid';
  const expired = moveAttempt(step, attemptId, 'expired');
  return toDecision(view, note(expired, 'attempt_expired', { attemptId, reason }));
}
