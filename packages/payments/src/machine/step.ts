import type { AttemptStatus, OrderStatus, PaymentOutcome, ReviewReason } from '@chatpay/core';
import type {
  CaptureOutcome,
  CaptureView,
  JournalDraft,
  JournalKind,
  PaymentDecision,
  PaymentView,
  ReviewFinding,
} from './types.ts';

/** A decision in the making: the view as it will be, and what has been noted on the way there. */
export type Step = {
  view: PaymentView;
  entries: JournalDraft[];
  reviews: ReviewFinding[];
  closes: ReviewReason[];
  outcome: PaymentOutcome | null;
  lookUp: boolean;
};

/** The worst first: it names the review of a request. Late money stays late whatever else comes. */
const REASONS: ReviewReason[] = [
  'late_payment',
  'voided_by_provider',
  'reference_mismatch',
  'currency_mismatch',
  'underpaid',
  'overpaid',
  'duplicate_payment',
  'orphan_payment',
  'outcome_unknown',
];

export function begin(view: PaymentView): Step {
  return { view, entries: [], reviews: [], closes: [], outcome: null, lookUp: false };
}

/** What has to be written to get from the view before to the one a step arrived at. */
export function toDecision(before: PaymentView, step: Step): PaymentDecision {
  const { view, entries, reviews, closes, outcome, lookUp } = step;
  const attempt = view.attempts.find((each, at) => each.status !== before.attempts[at]?.status);
  const { status, reviewReason } = view.request;
  const asked = status !== before.request.status || reviewReason !== before.request.reviewReason;
  const [review = null, ...furtherReviews] = reviews;
  return {
    attempt: attempt ? { id: attempt.id, to: attempt.status } : null,
    request: asked ? { to: status, reviewReason } : null,
    order: view.order.status === before.order.status ? null : { to: view.order.status },
    capture: view.captures[before.captures.length] ?? null,
    recast: recastings(before.captures, view.captures),
    review,
    furtherReviews,
    closes,
    entries,
    outcome,
    lookUp,
  };
}

export function note(
  step: Step,
  kind: JournalKind,
  detail: Partial<Omit<JournalDraft, 'kind'>> = {},
): Step {
  const blank = { attemptId: null, amount: null, transactionId: null, reason: null };
  return { ...step, entries: [...step.entries, { kind, ...blank, ...detail }] };
}

export function moveAttempt(step: Step, id: string, to: AttemptStatus): Step {
  const attempts = step.view.attempts.map((each) =>
    each.id === id ? { ...each, status: to } : each,
  );
  return { ...step, view: { ...step.view, attempts } };
}

export function moveOrder(step: Step, to: OrderStatus): Step {
  return { ...step, view: { ...step.view, order: { status: to } } };
}

export function moveRequest(step: Step, to: 'paid' | 'failed' | 'expired' | 'cancelled'): Step {
  const request = { ...step.view.request, status: to, reviewReason: null };
  return { ...step, view: { ...step.view, request } };
}

export function tell(step: Step, outcome: PaymentOutcome | null): Step {
  return { ...step, outcome };
}

export function addCapture(
  step: Step,
  { attempt, transactionId }: { attempt: { id: string }; transactionId: string },
  outcome: CaptureOutcome,
): Step {
  const captures = [...step.view.captures, { attemptId: attempt.id, transactionId, outcome }];
  return { ...step, view: { ...step.view, captures } };
}

/** Opens an item for a person; the request itself stays as it is. */
export function openReview(step: Step, finding: ReviewFinding, attemptId: string | null): Step {
  const noted = note(step, 'review_opened', { attemptId, reason: finding.reason });
  return { ...noted, reviews: [...noted.reviews, finding] };
}

/** Puts the request in review under the worst reason known. A failed order awaits its money again. */
export function holdRequest(step: Step, reason: ReviewReason): Step {
  const { request, order } = step.view;
  const known = request.status === 'manual_review' ? request.reviewReason : null;
  const reviewReason = REASONS.find((each) => each === reason || each === known) ?? reason;
  const held = {
    ...step,
    view: { ...step.view, request: { ...request, status: 'manual_review' as const, reviewReason } },
  };
  const reopened = order.status === 'payment_failed' ? moveOrder(held, 'awaiting_payment') : held;
  return request.status === 'manual_review' ? reopened : tell(reopened, 'review');
}

/** The loser before the winner: a request never has two winners, not even between two updates. */
function recastings(before: CaptureView[], after: CaptureView[]): PaymentDecision['recast'] {
  const changed = before.flatMap(({ outcome }, at) => {
    const now = after[at];
    return now === undefined || now.outcome === outcome ? [] : [now];
  });
  return [
    ...changed.filter(({ outcome }) => outcome !== 'won'),
    ...changed.filter(({ outcome }) => outcome === 'won'),
  ].map(({ transactionId, outcome }) => ({ transactionId, outcome }));
}
