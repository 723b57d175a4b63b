import { plainText } from './plain-text.ts';

const WORDS = [
  ['մեկ', 'մի', 'один', 'одна', 'одну', 'одно', 'штуку', 'one', 'mek', 'odin'],
  ['երկու', 'երկուս', 'два', 'две', 'пару', 'two', 'pair', 'couple', 'erku', 'dva'],
  ['երեք', 'երեքը', 'три', 'трое', 'three', 'ereq', 'erek', 'tri'],
  ['չորս', 'четыре', 'four', 'chors', 'chetyre'],
  ['հինգ', 'пять', 'five', 'hing', 'pyat'],
  ['վեց', 'шесть', 'six', 'vec', 'shest'],
  ['յոթ', 'семь', 'seven', 'yot', 'sem'],
  ['ութ', 'восемь', 'eight', 'ut', 'vosem'],
  ['ինը', 'ինն', 'девять', 'nine', 'devyat'],
  ['տաս', 'տասը', 'десять', 'ten', 'tas', 'desyat'],
];

const BY_WORD = new Map(
  WORDS.flatMap((words, index) => words.map((word) => [plainText(word), index + 1] as const)),
);

/** The count in a text. Null without any number; 0 for a number that counts nothing (-1, 2.5). */
export function readCount(text: string): number | null {
  const numbers = text.normalize('NFKC').match(/[-−–]?\d+/g) ?? [];
  const [only = ''] = numbers;
  if (numbers.length > 0) return numbers.length === 1 && /^\d{1,4}$/.test(only) ? Number(only) : 0;
  const words = plainText(text)
    .split(' ')
    .flatMap((word) => BY_WORD.get(word) ?? []);
  return words.length === 1 ? (words[0] ?? null) : null;
}

/** The position in a list that the whole text names: `3`, `3.`, `№ 3`, `номер 3`. */
export function readPosition(text: string): number | null {
  const found = /^(?:no|n|number|номер|համար)? ?(\d{1,4})$/.exec(plainText(text));
  return found ? Number(found[1]) : null;
}
