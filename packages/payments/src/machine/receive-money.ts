import type { PaymentEvent, ReviewReason } from '@chatpay/core';
import { ATTEMPT_MOVES } from './attempt-moves.ts';
import { exactCaptures, isHeldAsLate, isPaidElsewhere } from './captures.ts';
import { checkMoney } from './check-money.ts';
import { BOOKED_AS, RETURNED_AS } from './return-money.ts';
import {
  addCapture,
  holdRequest,
  moveAttempt,
  moveOrder,
  moveRequest,
  note,
  openReview,
  type Step,
  tell,
} from './step.ts';
import type { AttemptView, CaptureOutcome, JournalDraft, PaymentView } from './types.ts';

type Money = { attempt: AttemptView; event: PaymentEvent; transactionId: string };

/** A success: money that wins, comes twice, comes late, or does not fit (rules 5.1 to 5.4). */
export function receiveMoney(step: Step, attempt: AttemptView, event: PaymentEvent): Step {
  const transactionId = transactionOf(event);
  if (step.view.captures.some((known) => known.transactionId === transactionId)) return step;
  const reason = checkMoney(step.view.request.amount, attempt, event);
  const money = { attempt, event, transactionId };
  return reason === null ? receiveExact(step, money) : receiveMismatch(step, money, reason);
}

/** True when a transaction that is booked is now told differently. */
export function contradicts(view: PaymentView, attempt: AttemptView, event: PaymentEvent): boolean {
  const booked = view.captures.find((known) => known.transactionId === transactionOf(event));
  if (!booked) return false;
  const fits = checkMoney(view.request.amount, attempt, event) === null;
  return booked.attemptId !== attempt.id || fits !== (booked.outcome !== 'mismatch');
}

function receiveMismatch(step: Step, money: Money, reason: ReviewReason): Step {
  const { attempt, event } = money;
  const { request } = step.view;
  // A wrong reference says nothing about this attempt; a wrong sum says that the buyer was there.
  const seen =
    reason === 'reference_mismatch'
      ? step
      : moveAttempt(step, attempt.id, ATTEMPT_MOVES[attempt.status].pending);
  const booked = addCapture(note(seen, 'mismatch', draftOf(money, reason)), money, 'mismatch');
  const due = `${request.amount.minor} minor units of ${request.amount.currency}`;
  const detail = `${event.amountText} came as ${money.transactionId}, due were ${due}`;
  const reviewed = openReview(booked, { reason, detail }, attempt.id);
  return request.status === 'paid' ? reviewed : hold(reviewed, money, reason);
}

function receiveExact(step: Step, money: Money): Step {
  const { view } = step;
  const { attempt } = money;
  const placement = placeOf(view);
  const beside = isPaidElsewhere(view) || exactCaptures(view).length > 0;

  const moved = moveAttempt(step, attempt.id, ATTEMPT_MOVES[attempt.status].succeeded);
  const kind = BOOKED_AS[placement];
  const noted = note(moved, kind, draftOf(money, placement === 'late' ? 'late_payment' : null));
  const booked = { ...noted, closes: ['outcome_unknown' as const] };
  const detail = `${money.transactionId} came beside another payment of this order`;
  const reviewed = beside
    ? openReview(booked, { reason: 'duplicate_payment', detail }, attempt.id)
    : booked;
  return attempt.status === 'voided'
    ? takeVoided(reviewed, money, placement)
    : take(reviewed, money, placement);
}

/** Where an exact sum belongs, before anyone asks whether it was taken back. */
function placeOf(view: PaymentView): Exclude<CaptureOutcome, 'mismatch'> {
  if (isPaidElsewhere(view) || view.request.status === 'paid') return 'surplus';
  return isHeldAsLate(view) ? 'late' : 'won';
}

function take(step: Step, money: Money, placement: CaptureOutcome): Step {
  if (placement === 'won') return pay(addCapture(unseatVoidedWinner(step), money, 'won'));
  const added = addCapture(step, money, placement);
  if (placement === 'late') return hold(added, money, 'late_payment');
  const known = step.view.request.status === 'paid';
  return tell(known ? added : hold(added, money, 'duplicate_payment'), 'duplicate');
}

/** Money whose void came first: booked and given back at once, so that it never counts as paid. */
function takeVoided(
  step: Step,
  money: Money,
  placement: Exclude<CaptureOutcome, 'mismatch'>,
): Step {
  const added = addCapture(step, money, placement === 'won' ? 'surplus' : placement);
  const returned = note(added, RETURNED_AS[placement], draftOf(money, null));
  const detail = `${money.transactionId} was taken back by the provider`;
  const finding = { reason: 'voided_by_provider' as const, detail };
  const reviewed = openReview(returned, finding, money.attempt.id);
  if (step.view.request.status === 'paid') return reviewed;
  const held = hold(reviewed, money, 'voided_by_provider');
  return placement === 'won' ? moveOrder(held, 'awaiting_payment') : held;
}

function pay(step: Step): Step {
  const { status, reviewReason } = step.view.request;
  const resolved =
    status === 'manual_review' ? note(step, 'review_resolved', { reason: reviewReason }) : step;
  return tell(moveOrder(note(moveRequest(resolved, 'paid'), 'request_paid'), 'paid'), 'paid');
}

/** A winner that was taken back makes room: one capture wins at a time. */
function unseatVoidedWinner(step: Step): Step {
  const captures = step.view.captures.map((known) =>
    known.outcome === 'won' ? { ...known, outcome: 'surplus' as const } : known,
  );
  return { ...step, view: { ...step.view, captures } };
}

function hold(step: Step, money: Money, reason: ReviewReason): Step {
  if (!isHeldAsLate(step.view)) return holdRequest(step, reason);
  const detail = `${money.transactionId} came after the link was closed`;
  const finding = { reason: 'late_payment' as const, detail };
  return holdRequest(openReview(step, finding, money.attempt.id), 'late_payment');
}

/** Providers without ids for movements of money have one movement per session. */
function transactionOf({ transactionId, providerRef }: PaymentEvent): string {
  return transactionId ?? providerRef;
}

function draftOf(money: Money, reason: string | null): Partial<JournalDraft> {
  const { attempt, event, transactionId } = money;
  return { attemptId: attempt.id, amount: event.amount, transactionId, reason };
}
