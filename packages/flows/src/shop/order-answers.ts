import { type Effect, formatMoney, type OrderView } from '@chatpay/core';
import { payloads } from './payload.ts';
import { paragraphs, speak, tap, type Utterance } from './speak.ts';
import { draftOf, type TalkingState } from './state.ts';
import type { Move } from './steps/step.ts';
import type { Talk } from './talk.ts';

/** The link that an order can be paid with, or why there is none to give. */
export function givePayLink(state: TalkingState, talk: Talk): Move {
  const { order } = talk.context;
  const { texts } = talk;
  if (!order) {
    return { state, note: draftOf(state) ? texts.finishFirst : texts.noOrder };
  }
  if (!isOpen(order)) return beside(state, talk, describeOrder(order, talk));
  const link: Utterance = {
    text: texts.payLink(priced(order, talk)),
    payButton: texts.labels.pay,
    class: 'payment_link',
    choices: waitingTaps(talk),
  };
  return beside(state, talk, { ...link, effects: [{ type: 'renew-link' }] });
}

/** What we know of the order's payment. Unless it is settled the provider is asked once more. */
export function tellStatus(state: TalkingState, talk: Talk): Move {
  const { order } = talk.context;
  const { texts } = talk;
  if (!order) return { state, note: texts.noOrder };
  if (order.inReview || order.status === 'paid') {
    return beside(state, talk, describeOrder(order, talk));
  }
  const { number } = order;
  const isLive = order.status === 'awaiting_payment' && order.linkIsLive;
  const told: Utterance = {
    text: paragraphs(
      order.status === 'cancelled' ? texts.isCancelled({ number }) : null,
      isLive ? texts.checking({ number }) : texts.checkingSpent({ number }),
    ),
    choices: isOpen(order) ? waitingTaps(talk) : doneTaps(talk),
  };
  return beside(state, talk, { ...told, effects: [{ type: 'check-payment' }] });
}

/** How the order stands, with what can be done about it. */
export function describeOrder(order: OrderView, talk: Talk): Utterance {
  const { texts, context, language } = talk;
  const { number } = order;
  if (order.inReview) return { text: texts.inReview({ number }), choices: doneTaps(talk) };
  switch (order.status) {
    case 'paid':
      return {
        text: paragraphs(
          texts.isPaid(priced(order, talk)),
          context.shop.nextSteps[language],
          texts.newOrder,
        ),
        choices: doneTaps(talk),
      };
    case 'cancelled':
      return {
        text: paragraphs(texts.isCancelled({ number }), texts.newOrder),
        choices: doneTaps(talk),
      };
    default:
      return order.status === 'awaiting_payment' && order.linkIsLive
        ? {
            text: texts.waiting(priced(order, talk)),
            payButton: texts.labels.pay,
            class: 'payment_link',
            choices: waitingTaps(talk),
          }
        : {
            text: paragraphs(texts.linkSpent({ number }), texts.renewOffer),
            choices: spentTaps(talk),
          };
  }
}

/** Whether the order can be paid: now, or after one tap for a new link. */
export function isOpen({ status, inReview }: OrderView): boolean {
  return !inReview && status !== 'paid' && status !== 'cancelled';
}

export function priced({ number, total }: OrderView, { language }: Talk) {
  return { number, total: formatMoney(total, language) };
}

export function doneTaps({ texts: { labels } }: Talk) {
  return [tap(labels.products, payloads.menu), tap(labels.person, payloads.person)];
}

export function spentTaps({ texts: { labels } }: Talk) {
  return [
    tap(labels.renew, payloads.renew),
    tap(labels.products, payloads.menu),
    tap(labels.person, payloads.person),
  ];
}

export function waitingTaps({ texts: { labels } }: Talk) {
  return [
    tap(labels.status, payloads.status),
    tap(labels.pay, payloads.pay),
    tap(labels.cancel, payloads.cancel),
    tap(labels.person, payloads.person),
  ];
}

/**
 * In the order's own step the answer is all there is to say. In another it stands before the
 * question of that step; a button needs a message of its own.
 */
function beside(
  state: TalkingState,
  talk: Talk,
  { effects = [], ...said }: Utterance & { effects?: Effect[] },
): Move {
  if (state.step === 'placed') {
    return { state: { step: 'placed', cancelling: false }, effects, say: said };
  }
  if (said.payButton === undefined) return { state, effects, note: said.text };
  return { state, effects: [...effects, ...speak(talk, said)] };
}
