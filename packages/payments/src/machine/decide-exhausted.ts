import { isInFlight } from './attempt-moves.ts';
import { begin, holdRequest, moveAttempt, note, openReview, toDecision } from './step.ts';
import type { AttemptView, PaymentDecision, PaymentView } from './types.ts';

/**
 * The last lookup of an attempt brought no news: a person has to find out (transition R5). A paid
 * request is left alone. A closed one stays closed, because opening it again would forget that
 * money for it is late; its item is opened all the same.
 */
export function decideExhausted(view: PaymentView, attemptId: string): PaymentDecision {
  const step = begin(view);
  const { status } = view.request;
  const attempt = view.attempts.find(({ id }) => id === attemptId);
  if (!attempt || !isInFlight(attempt.status) || isWithPerson(view, attempt)) {
    return toDecision(view, step);
  }

  const unknown = note(moveAttempt(step, attemptId, 'unknown'), 'attempt_outcome_unknown', {
    attemptId,
    reason: 'the last lookup brought no news',
  });
  if (status === 'paid') return toDecision(view, unknown);
  const detail = 'the provider never said how this attempt ended';
  const reviewed = openReview(unknown, { reason: 'outcome_unknown', detail }, attemptId);
  const closed = status === 'expired' || status === 'cancelled';
  return toDecision(view, closed ? reviewed : holdRequest(reviewed, 'outcome_unknown'));
}

/** Told before, or money of this attempt is booked and waits for its review. */
function isWithPerson({ request, captures }: PaymentView, { id, status }: AttemptView): boolean {
  const told = status === 'unknown' && request.status !== 'pending' && request.status !== 'failed';
  return told || captures.some(({ attemptId }) => attemptId === id);
}
