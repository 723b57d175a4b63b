import type { PaymentEvent } from '@chatpay/core';
import { ATTEMPT_MOVES } from './attempt-moves.ts';
import { exactCaptures } from './captures.ts';
import { failWhenSpent } from './fail-when-spent.ts';
import { matchAttempt } from './match-attempt.ts';
import { contradicts, receiveMoney } from './receive-money.ts';
import { returnMoney } from './return-money.ts';
import { begin, moveAttempt, note, type Step, tell, toDecision } from './step.ts';
import type {
  AttemptView,
  JournalKind,
  PaymentDecision,
  PaymentFact,
  PaymentView,
} from './types.ts';

/**
 * What a verified fact changes. Facts are cumulative: whatever the order and however often the
 * same ones come, they end in the same statuses, sums and reviews (rules 5.1 to 5.6).
 * Throws when the fact speaks of an attempt that the view does not have.
 */
export function decideFact(view: PaymentView, fact: PaymentFact): PaymentDecision {
  const attempt = view.attempts.find(({ id }) => id === fact.attemptId);
  if (!attempt) throw new Error(`Attempt ${fact.attemptId} does not belong to this request`);
  const { event } = fact;
  const step = apply(begin(view), attempt, event);
  // The answer to our own question must not make us ask again.
  const lookUp = event.source === 'webhook' && leavesDoubt(view, attempt, event);
  return toDecision(view, { ...step, lookUp });
}

function apply(step: Step, attempt: AttemptView, event: PaymentEvent): Step {
  if (event.kind === 'succeeded') return receiveMoney(step, attempt, event);
  if (matchAttempt(attempt, event) !== 'fits') return step;
  const to = ATTEMPT_MOVES[attempt.status][event.kind];
  if (to === attempt.status) return step;

  const moved = moveAttempt(step, attempt.id, to);
  switch (event.kind) {
    case 'pending':
      return noteEnd(moved, 'attempt_in_provider', event);
    case 'expired':
      return noteEnd(moved, 'attempt_expired', event);
    case 'failed':
      return failWhenSpent(decline(noteEnd(moved, 'attempt_failed', event)));
    case 'voided':
      return hasMoney(step, attempt)
        ? failWhenSpent(returnMoney(moved, attempt.id))
        : failWhenSpent(decline(noteEnd(moved, 'void', event)));
  }

  function noteEnd(from: Step, kind: JournalKind, { transactionId, reason }: PaymentEvent): Step {
    return note(from, kind, { attemptId: attempt.id, transactionId, reason });
  }
}

/** The attempt is over, the link lives on. */
function decline(step: Step): Step {
  return step.view.request.status === 'pending' ? tell(step, 'declined') : step;
}

function leavesDoubt(view: PaymentView, attempt: AttemptView, event: PaymentEvent): boolean {
  if (event.kind === 'succeeded') return contradicts(view, attempt, event);
  if (matchAttempt(attempt, event) !== 'fits') return true;
  if (event.kind === 'voided') return attempt.status !== 'voided' && !hasMoney({ view }, attempt);
  return event.kind !== 'pending' && attempt.status === 'succeeded';
}

function hasMoney({ view }: Pick<Step, 'view'>, attempt: AttemptView): boolean {
  return exactCaptures(view).some(({ attemptId }) => attemptId === attempt.id);
}
