import { formatMoney } from '@chatpay/core';
import { linesOf, orderText, summaryFingerprint, totalOf } from '../order-lines.ts';
import { payloads } from '../payload.ts';
import { formatPhone } from '../phone-number.ts';
import { paragraphs, tap } from '../speak.ts';
import type { StateOf } from '../state.ts';
import type { Talk } from '../talk.ts';
import { nextState } from './next-state.ts';
import type { Move, Step } from './step.ts';

type ConfirmState = StateOf<'confirm'>;

/** The whole order once more. Only what the customer has seen can be confirmed. */
export const confirm: Step<ConfirmState> = {
  ask({ draft }, talk) {
    const { texts } = talk;
    const whereTo = [
      texts.phoneLine({ phone: formatPhone(draft.phone ?? '') }),
      texts.addressLine({ address: draft.address ?? '' }),
    ].join('\n');
    return {
      text: paragraphs(texts.checkOrder, orderText(talk, draft), whereTo, texts.allRight),
      choices: [
        tap(texts.labels.confirm, payloads.confirm(summaryFingerprint(draft, talk))),
        tap(texts.labels.change, payloads.change(null)),
        tap(texts.labels.cancel, payloads.cancel),
        tap(texts.labels.person, payloads.person),
      ],
    };
  },

  answer(state, intent, talk) {
    switch (intent.kind) {
      case 'confirm':
        return placeOrder(state, intent.fingerprint ?? state.shown, talk);
      case 'yes':
      case 'pay':
        return placeOrder(state, state.shown, talk);
      case 'no':
        return askWhatToChange(state, talk);
      case 'change':
        return intent.part === null ? askWhatToChange(state, talk) : null;
      default:
        return null;
    }
  },
};

function placeOrder(state: ConfirmState, seen: string, talk: Talk): Move {
  const { draft } = state;
  const { texts, context, language } = talk;
  if (seen !== summaryFingerprint(draft, talk)) {
    return { state: nextState(draft, talk), note: texts.summaryChanged };
  }
  if (draft.items.length === 0 || draft.phone === null || draft.address === null) {
    return { state: nextState(draft, talk) };
  }
  const total = formatMoney(totalOf(linesOf(draft, context.products)), language);
  return {
    state: { step: 'placed', cancelling: false },
    effects: [
      {
        type: 'place-order',
        items: draft.items,
        phone: draft.phone,
        address: draft.address,
      },
    ],
    say: {
      text: texts.placed({ total }),
      payButton: texts.labels.pay,
      class: 'payment_link',
      choices: [
        tap(texts.labels.status, payloads.status),
        tap(texts.labels.cancel, payloads.cancel),
        tap(texts.labels.person, payloads.person),
      ],
    },
  };
}

function askWhatToChange(state: ConfirmState, talk: Talk): Move {
  const { labels, whatToChange } = talk.texts;
  return {
    state,
    say: {
      text: whatToChange,
      choices: [
        tap(labels.items, payloads.change('items')),
        tap(labels.phone, payloads.change('phone')),
        tap(labels.address, payloads.change('address')),
        tap(labels.confirm, payloads.confirm(summaryFingerprint(state.draft, talk))),
      ],
    },
  };
}
