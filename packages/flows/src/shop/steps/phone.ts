import type { Choice } from '@chatpay/core';
import { type Intent, isAssent } from '../intent.ts';
import { payloads } from '../payload.ts';
import { formatPhone, readPhone } from '../phone-number.ts';
import { tap } from '../speak.ts';
import type { Draft, StateOf } from '../state.ts';
import type { Talk } from '../talk.ts';
import { LONGEST_TEXT } from '../to-intent.ts';
import { nextState } from './next-state.ts';
import type { Move, Step } from './step.ts';

/** The customer's phone number: typed, shared by the chat app, or the one we know. */
export const phone: Step<StateOf<'phone'>> = {
  ask(_state, talk) {
    const { texts } = talk;
    const known = knownPhone(talk);
    const ways: Choice[] = [
      ...(known ? [tap(formatPhone(known), payloads.useKnown('phone'))] : []),
      { kind: 'phone', label: texts.labels.sharePhone },
      tap(texts.labels.cancel, payloads.cancel),
      tap(texts.labels.person, payloads.person),
    ];
    const text = known ? texts.askKnownPhone({ phone: formatPhone(known) }) : texts.askPhone;
    return { text, choices: ways };
  },

  answer(state, intent, talk) {
    const given = phoneIn(intent, talk);
    if (given) return takePhone(state.draft, given, talk);
    if (intent.kind === 'no') {
      return { state, say: { ...phone.ask(state, talk), text: talk.texts.askPhone } };
    }
    const isTry = intent.kind === 'phone' || (intent.kind === 'text' && /\d/.test(intent.text));
    return isTry ? { state, note: talk.texts.phoneError } : null;
  },
};

/** Keeps the number for this order and for the next ones. */
export function takePhone(draft: Draft, number: string, talk: Talk): Move {
  return {
    state: nextState({ ...draft, phone: number }, talk),
    effects: [{ type: 'remember-contact', phone: number }],
  };
}

function phoneIn(intent: Intent, talk: Talk): string | null {
  switch (intent.kind) {
    case 'text':
      return intent.text.length > LONGEST_TEXT ? null : readPhone(intent.text);
    case 'phone':
      return readPhone(intent.phone);
    case 'use-known':
      return intent.part === 'phone' ? knownPhone(talk) : null;
    default:
      return isAssent(intent) ? knownPhone(talk) : null;
  }
}

function knownPhone({ context }: Talk): string | null {
  return context.contact.phone === null ? null : readPhone(context.contact.phone);
}
