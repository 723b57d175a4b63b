import { type Intent, isAssent } from '../intent.ts';
import { payloads } from '../payload.ts';
import { tap } from '../speak.ts';
import { LONGEST_ADDRESS, type StateOf } from '../state.ts';
import type { Talk } from '../talk.ts';
import { nextState } from './next-state.ts';
import type { Move, Step } from './step.ts';

type AddressState = StateOf<'address'>;

const SHORTEST = 5;

/** Where to deliver: free words, or the address we know. */
export const address: Step<AddressState> = {
  ask(_state, talk) {
    const { texts } = talk;
    const known = knownAddress(talk);
    return {
      text: known ? texts.askKnownAddress({ address: known }) : texts.askAddress,
      choices: [
        ...(known ? [tap(known, payloads.useKnown('address'))] : []),
        tap(texts.labels.cancel, payloads.cancel),
        tap(texts.labels.person, payloads.person),
      ],
    };
  },

  answer(state, intent, talk) {
    const known = knownAddress(talk);
    if (known && isYes(intent)) return takeAddress(state, known, talk);
    if (intent.kind === 'no') {
      return { state, say: { ...address.ask(state, talk), text: talk.texts.askAddress } };
    }
    if (intent.kind === 'attachment' && intent.attachment === 'location') {
      return { state, note: talk.texts.addressInWords };
    }
    return intent.kind === 'text' ? readAddress(state, intent.text, talk) : null;
  },
};

function isYes(intent: Intent): boolean {
  return intent.kind === 'use-known' ? intent.part === 'address' : isAssent(intent);
}

function readAddress(state: AddressState, text: string, talk: Talk): Move {
  const written = oneLine(text);
  if (written.length > LONGEST_ADDRESS) {
    return { state, note: talk.texts.addressTooLong({ most: LONGEST_ADDRESS }) };
  }
  if (!looksLikeAddress(written)) return { state, note: talk.texts.addressError };
  return takeAddress(state, written, talk);
}

/** A number or several words, and no question. Streets without numbers exist, one letter does not. */
function looksLikeAddress(text: string): boolean {
  const isQuestion = /[?՞]/.test(text);
  const says = /\p{L}{2}/u.test(text) && (/\d/.test(text) || /\S\s+\S/.test(text));
  return text.length >= SHORTEST && says && !isQuestion;
}

function takeAddress({ draft }: AddressState, written: string, talk: Talk): Move {
  return {
    state: nextState({ ...draft, address: written }, talk),
    effects: [{ type: 'remember-contact', address: written }],
  };
}

function knownAddress({ context }: Talk): string | null {
  const known = oneLine(context.contact.address ?? '');
  return known === '' || known.length > LONGEST_ADDRESS ? null : known;
}

/** Without line breaks and what else cannot be read or stored. */
function oneLine(text: string): string {
  return text.replace(/[\p{C}\s]+/gu, ' ').trim();
}
