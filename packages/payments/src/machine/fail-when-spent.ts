import { isSpent } from './attempt-moves.ts';
import { isUndecided } from './captures.ts';
import { moveOrder, moveRequest, note, type Step, tell } from './step.ts';

/** After so many attempts that ended without money the link is failed (transitions R2 and R9). */
export function failWhenSpent(step: Step): Step {
  const { request, order, attempts, policy } = step.view;
  if (attempts.filter(({ status }) => isSpent(status)).length < policy.maxDeclines) return step;

  const answered: Step = { ...step, closes: ['outcome_unknown'] };
  const undecided = isUndecided(step.view);
  if (request.status !== 'pending' && !undecided) return answered;

  const resolved = undecided
    ? note(answered, 'review_resolved', { reason: 'outcome_unknown' })
    : answered;
  const failed = tell(note(moveRequest(resolved, 'failed'), 'request_failed'), 'failed');
  return order.status === 'awaiting_payment' ? moveOrder(failed, 'payment_failed') : failed;
}
