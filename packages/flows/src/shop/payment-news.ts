import type { Choice, Effect, OrderView, PaymentOutcome, Turn } from '@chatpay/core';
import { cutLabel } from './cut-label.ts';
import { doneTaps, priced, spentTaps, waitingTaps } from './order-answers.ts';
import { payloads } from './payload.ts';
import { isTapOn, paragraphs, speak, type Utterance } from './speak.ts';
import type { ShopState, TalkingState } from './state.ts';
import { askStep } from './steps/steps.ts';
import type { Talk } from './talk.ts';

/** Once an order is paid, news of an attempt that failed before would only frighten. */
const OVERTAKEN_BY_PAYMENT = new Set<PaymentOutcome>([
  'declined',
  'failed',
  'expired',
  'cancelled',
]);
const NEEDS_PERSON = new Map<PaymentOutcome, string>([
  ['review', 'a payment needs review'],
  ['duplicate', 'an order was paid twice'],
]);
const LONGEST_NAME = 60;

/**
 * Tells what our journal says about a payment, in whatever step the customer is, and repeats that
 * step's question. Where a person has to act nothing is asked: that person speaks next.
 */
export function tellPaymentNews(
  state: ShopState,
  outcome: PaymentOutcome,
  talk: Talk,
): Turn<ShopState> {
  const { order } = talk.context;
  if (!order) return { state, effects: unclear(talk) };
  if (order.status === 'paid' && OVERTAKEN_BY_PAYMENT.has(outcome)) return { state, effects: [] };
  if (state.step === 'with-person') {
    const { text, payButton } = noticeOf(outcome, order, talk);
    return { state, effects: [...say(talk, { text, payButton, choices: [] }), ...call(outcome)] };
  }
  const notice = offering(outcome, order, talk);
  if (isOrdering(state) && !NEEDS_PERSON.has(outcome)) {
    const question = askStep(state, talk);
    const choices = [...urgentTaps(notice), ...question.choices];
    return {
      state,
      effects: [...say(talk, { ...notice, choices: [] }), ...speak(talk, { ...question, choices })],
    };
  }
  return { state: calm(state), effects: [...say(talk, notice), ...call(outcome)] };
}

/** The bare fact. */
function noticeOf(outcome: PaymentOutcome, order: OrderView, talk: Talk): Utterance {
  const { texts, context, language } = talk;
  const { number } = order;
  switch (outcome) {
    case 'paid':
      return {
        text: paragraphs(
          texts.paidNotice({ number }),
          boughtText(order, talk),
          context.shop.nextSteps[language],
        ),
        choices: doneTaps(talk),
      };
    case 'declined':
      return order.linkIsLive
        ? {
            text: paragraphs(texts.declinedNotice({ number }), texts.sameLink),
            payButton: texts.labels.pay,
            choices: waitingTaps(talk),
          }
        : { text: texts.declinedNotice({ number }), choices: spentTaps(talk) };
    case 'failed':
      return { text: texts.failedNotice({ number }), choices: spentTaps(talk) };
    case 'expired':
      return { text: texts.expiredNotice({ number }), choices: spentTaps(talk) };
    case 'review':
      return { text: texts.inReview({ number }), choices: [] };
    case 'duplicate':
      return { text: texts.duplicateNotice({ number }), choices: [] };
    case 'cancelled':
      return { text: texts.isCancelled({ number }), choices: doneTaps(talk) };
  }
}

/** The fact with what the customer can do next; only where the flow hears the answer. */
function offering(outcome: PaymentOutcome, order: OrderView, talk: Talk): Utterance {
  const notice = noticeOf(outcome, order, talk);
  const isSpent = notice.choices.some((choice) => isTapOn(choice, payloads.renew));
  return isSpent ? { ...notice, text: paragraphs(notice.text, talk.texts.renewOffer) } : notice;
}

function boughtText({ items, ...order }: OrderView, talk: Talk): string {
  const lines = items.map(
    ({ names, quantity }) => `• ${cutLabel(names[talk.language], LONGEST_NAME)} × ${quantity}`,
  );
  const { total } = priced({ ...order, items }, talk);
  return [...lines, talk.texts.total({ total })].join('\n');
}

/** Taps of the notice that must outlive it: the next message takes the taps of the last away. */
function urgentTaps({ choices }: Utterance): Choice[] {
  return choices.filter(
    (choice) => isTapOn(choice, payloads.renew) || isTapOn(choice, payloads.pay),
  );
}

function say(talk: Talk, notice: Utterance): Effect[] {
  return speak(talk, { ...notice, class: 'payment_notice' });
}

function call(outcome: PaymentOutcome): Effect[] {
  const reason = NEEDS_PERSON.get(outcome);
  return reason === undefined ? [] : [{ type: 'hand-over', reason }];
}

function unclear(talk: Talk): Effect[] {
  return [
    ...say(talk, { text: talk.texts.unclearNotice, choices: [] }),
    { type: 'hand-over', reason: 'payment news without an order' },
  ];
}

function isOrdering(state: TalkingState): boolean {
  return state.step !== 'placed' && !(state.step === 'welcome' && !state.greeted);
}

function calm(state: TalkingState): TalkingState {
  return state.step === 'placed' ? { step: 'placed', cancelling: false } : state;
}
