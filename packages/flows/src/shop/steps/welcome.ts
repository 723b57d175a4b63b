import type { Intent } from '../intent.ts';
import { payloads } from '../payload.ts';
import { tap } from '../speak.ts';
import { emptyDraft, type StateOf } from '../state.ts';
import type { Talk } from '../talk.ts';
import { beginWithName } from './named-product.ts';
import { catalogueState } from './next-state.ts';
import type { Step } from './step.ts';

export const LANGUAGE_TAPS = [
  tap('Հայերեն', payloads.language('hy')),
  tap('Русский', payloads.language('ru')),
  tap('English', payloads.language('en')),
];

/** Things that need no answer of their own when they are the customer's very first words. */
const OPENINGS = new Set<Intent['kind']>([
  ...(['greet', 'help', 'thanks', 'yes', 'no', 'text', 'wordless'] as const),
  ...(['unsupported', 'attachment', 'language'] as const),
]);

/** The first words: who speaks, in which languages, and how to reach a person. */
export const welcome: Step<StateOf<'welcome'>> = {
  ask: (_state, talk) => ({
    text: talk.texts.welcome,
    choices: [
      tap(talk.texts.labels.products, payloads.menu),
      ...LANGUAGE_TAPS,
      tap(talk.texts.labels.person, payloads.person),
    ],
  }),

  answer(state, intent, talk) {
    const catalogue = catalogueState(emptyDraft(), talk);
    const named = intent.kind === 'text' ? beginWithName(intent.text, talk) : null;
    if (named) return named;
    if (!state.greeted && OPENINGS.has(intent.kind)) return { state };
    if (intent.kind === 'language') return { state: catalogue };
    if (intent.kind === 'yes' || intent.kind === 'checkout') return { state: catalogue };
    return null;
  },
};

export function languageTaps(talk: Talk) {
  const own = payloads.language(talk.language);
  return LANGUAGE_TAPS.filter((each) => each.kind !== 'reply' || each.payload !== own);
}
