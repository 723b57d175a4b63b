import { exactCaptures, liveCaptures } from './captures.ts';
import { holdRequest, moveOrder, note, openReview, type Step } from './step.ts';
import type { CaptureOutcome, CaptureView, JournalKind } from './types.ts';

type Exact = Exclude<CaptureOutcome, 'mismatch'>;

/** How an exact sum is journalled when it comes, by where it belongs. */
export const BOOKED_AS: Record<Exact, JournalKind> = {
  won: 'capture',
  surplus: 'duplicate',
  late: 'mismatch',
};

/** How the same sum is journalled when the provider takes it back. */
export const RETURNED_AS: Record<Exact, JournalKind> = {
  won: 'void',
  surplus: 'void_duplicate',
  late: 'void_mismatch',
};

/**
 * The provider took back what an attempt had brought (transition R8). Another exact payment takes
 * the winner's place, where there is one; otherwise the request waits for a person.
 * The attempt is `voided` already in the step's view.
 */
export function returnMoney(step: Step, attemptId: string): Step {
  const mine = exactCaptures(step.view).filter((capture) => capture.attemptId === attemptId);
  const live = liveCaptures(step.view);
  const returned = mine.reduce((so, capture) => noteReturn(so, capture, live.length > 0), step);
  const detail = `${mine.map((each) => each.transactionId).join(', ')} was taken back by the provider`;
  const reviewed = openReview(returned, { reason: 'voided_by_provider', detail }, attemptId);

  const winner = mine.find(({ outcome }) => outcome === 'won');
  const { status } = step.view.request;
  if (status !== 'paid' || winner === undefined) {
    return status === 'manual_review' ? holdRequest(reviewed, 'voided_by_provider') : reviewed;
  }
  const heir = live.find(({ outcome }) => outcome === 'surplus');
  if (heir) return crown(reviewed, winner, heir);
  return moveOrder(holdRequest(reviewed, 'voided_by_provider'), 'awaiting_payment');
}

/** While another payment stands, what goes back is the one too many. */
function noteReturn(step: Step, capture: CaptureView, another: boolean): Step {
  const { attemptId, transactionId, outcome } = capture;
  if (outcome === 'mismatch') return step;
  const kind = RETURNED_AS[outcome === 'won' && another ? 'surplus' : outcome];
  return note(step, kind, { attemptId, transactionId, amount: step.view.request.amount });
}

function crown(step: Step, winner: CaptureView, heir: CaptureView): Step {
  const captures = step.view.captures.map((capture) => {
    if (capture === winner) return { ...capture, outcome: 'surplus' as const };
    return capture === heir ? { ...capture, outcome: 'won' as const } : capture;
  });
  return { ...step, view: { ...step.view, captures } };
}
