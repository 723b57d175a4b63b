import { describeOrder, doneTaps, givePayLink, isOpen, priced } from '../order-answers.ts';
import { payloads } from '../payload.ts';
import { paragraphs, tap, type Utterance } from '../speak.ts';
import type { StateOf, TalkingState } from '../state.ts';
import type { Talk } from '../talk.ts';
import { beginWithName } from './named-product.ts';
import type { Move, Step } from './step.ts';

/** An order has been placed. What there is to say follows its status, which is never our own word. */
export const placed: Step<StateOf<'placed'>> = {
  ask({ cancelling }, talk) {
    const { order } = talk.context;
    if (!order) return { text: talk.texts.newOrder, choices: doneTaps(talk) };
    if (cancelling && isOpen(order)) return askCancel(order.number, talk);
    const described = describeOrder(order, talk);
    const isSettled = order.status === 'paid' && !order.inReview;
    if (!isSettled) return described;
    const { isPaid, newOrder } = talk.texts;
    return { ...described, text: paragraphs(isPaid(priced(order, talk)), newOrder) };
  },

  answer(state, intent, talk) {
    const { order } = talk.context;
    switch (intent.kind) {
      case 'cancel':
        return proposeCancel(state, talk);
      case 'yes':
        return state.cancelling && order
          ? cancelOrder(state, order.number, talk)
          : givePayLink(state, talk);
      case 'no':
        return { state: { step: 'placed', cancelling: false } };
      case 'confirm':
      case 'checkout':
        return givePayLink(state, talk);
      case 'text':
        return order && isOpen(order) ? null : beginWithName(intent.text, talk);
      default:
        return null;
    }
  },
};

/** Asks before an order is called off: the tap may be meant for something long gone. */
export function proposeCancel(state: TalkingState, talk: Talk): Move {
  const { order } = talk.context;
  const { texts } = talk;
  if (order && isOpen(order)) return { state: { step: 'placed', cancelling: true } };
  const isPaid = order?.status === 'paid' && !order.inReview;
  if (order && isPaid) return { state, note: texts.paidCannotCancel({ number: order.number }) };
  return { state, note: texts.nothingToCancel };
}

/** Cancels the order that the customer was asked about, if it is still the one and still open. */
export function cancelOrder(state: TalkingState, number: string, talk: Talk): Move {
  const { order } = talk.context;
  if (order?.number !== number || !isOpen(order)) return { state, note: talk.texts.oldTap };
  const text = talk.texts.cancelling({ number });
  const effects: Move['effects'] = [{ type: 'cancel-order' }];
  if (state.step !== 'placed') return { state, effects, note: text };
  return {
    state: { step: 'placed', cancelling: false },
    effects,
    say: { text, choices: doneTaps(talk) },
  };
}

function askCancel(number: string, { texts }: Talk): Utterance {
  return {
    text: texts.askCancel({ number }),
    choices: [
      tap(texts.labels.cancelOrder, payloads.cancelOrder(number)),
      tap(texts.labels.keepOrder, payloads.pay),
      tap(texts.labels.person, payloads.person),
    ],
  };
}
