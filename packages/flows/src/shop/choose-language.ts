import type { Language } from '@chatpay/core';
import type { Intent } from './intent.ts';
import { plainText } from './plain-text.ts';
import type { CustomerEvent } from './to-intent.ts';

/** Languages whose speakers in Armenia read Russian rather than the two others. */
const READS_RUSSIAN = new Set(['ru', 'uk', 'be', 'kk', 'ky', 'tg', 'uz']);
const LATIN_ARMENIAN = ['barev', 'dzez', 'vonc', 'vonts', 'inch', 'uzum', 'patver', 'shat', 'gin'];
const LATIN_RUSSIAN = ['privet', 'zdravstvuyte', 'skolko', 'zakaz', 'hochu', 'dobryi', 'dobriy'];

type Known = { language: Language | null; languageHint: string | null };

/**
 * The language to answer in. `decided` when the customer settled it just now: by asking for it, by
 * the script of their first text, or by going on in the language that we guessed.
 */
export function chooseLanguage(
  heard: { intent: Intent; event: CustomerEvent; greeted: boolean },
  known: Known,
): { language: Language; decided: boolean } {
  const { intent, event, greeted } = heard;
  if (intent.kind === 'language') return { language: intent.language, decided: true };
  if (known.language !== null) return { language: known.language, decided: false };
  const guess = guessLanguage(known);
  if (event.type === 'text') {
    const written = languageOfText(event.text);
    if (written !== null) return { language: written, decided: true };
    return { language: guess, decided: /\d/.test(event.text) };
  }
  return { language: guess, decided: event.type === 'choice' && greeted };
}

/** What is known, else the platform's hint such as `uk-UA`, else Armenian. */
export function guessLanguage({ language, languageHint }: Known): Language {
  if (language !== null) return language;
  const code = languageHint?.toLowerCase().split(/[-_]/)[0] ?? '';
  if (READS_RUSSIAN.has(code)) return 'ru';
  return code === 'en' ? 'en' : 'hy';
}

/** By the first letter's script; Armenian and Russian in Latin letters by some common words. */
function languageOfText(text: string): Language | null {
  const letter = /\p{L}/u.exec(text)?.[0] ?? '';
  if (/\p{Script=Armenian}/u.test(letter)) return 'hy';
  if (/\p{Script=Cyrillic}/u.test(letter)) return 'ru';
  if (!/\p{Script=Latin}/u.test(letter)) return null;
  const words = plainText(text).split(' ');
  if (words.some((word) => LATIN_ARMENIAN.includes(word))) return 'hy';
  return words.some((word) => LATIN_RUSSIAN.includes(word)) ? 'ru' : 'en';
}
