import { isInFlight } from './attempt-moves.ts';
import { isUndecided } from './captures.ts';
import { begin, moveOrder, moveRequest, note, type Step, toDecision } from './step.ts';
import type { PaymentDecision, PaymentView } from './types.ts';

export type Closing =
  /** Write this now. */
  | { kind: 'close'; decision: PaymentDecision }
  /** Money may be on its way with these attempts: ask the provider and decide again later. */
  | { kind: 'wait'; lookUp: string[] }
  /** Not yet due, or decided already: nothing for the clock to do. */
  | { kind: 'nothing' };

/**
 * The clock's turn (transition R3). A link never expires while an attempt is in flight. A review
 * that only waited for an outcome ends here once no attempt is left without one (R9).
 */
export function decideExpiry(view: PaymentView, { expired }: { expired: boolean }): Closing {
  const closable = view.request.status === 'pending' || isUndecided(view);
  if (!expired || !closable) return { kind: 'nothing' };
  return closeUnlessInFlight(view, 'expired');
}

/** The customer's or the merchant's wish to call it off (transition R4), under the same guard. */
export function decideCancellation(view: PaymentView): Closing {
  if (view.request.status !== 'pending') return { kind: 'nothing' };
  return closeUnlessInFlight(view, 'cancelled');
}

function closeUnlessInFlight(view: PaymentView, to: 'expired' | 'cancelled'): Closing {
  const inFlight = view.attempts.filter(({ status }) => isInFlight(status)).map(({ id }) => id);
  if (inFlight.length > 0) return { kind: 'wait', lookUp: inFlight };
  return { kind: 'close', decision: toDecision(view, close(begin(view), to)) };
}

function close(step: Step, to: 'expired' | 'cancelled'): Step {
  const { request, order } = step.view;
  const resolved: Step =
    request.status === 'manual_review'
      ? {
          ...note(step, 'review_resolved', { reason: request.reviewReason }),
          closes: ['outcome_unknown'],
        }
      : step;
  const kind = to === 'expired' ? 'request_expired' : 'request_cancelled';
  // Who paid through another link is not told that this one ended.
  const outcome = order.status === 'paid' ? null : to;
  const closed: Step = { ...note(moveRequest(resolved, to), kind), outcome };
  if (order.status !== 'awaiting_payment') return closed;
  return moveOrder(closed, to === 'expired' ? 'payment_expired' : 'cancelled');
}
