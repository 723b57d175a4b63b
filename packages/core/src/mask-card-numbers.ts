/** What became of a text: `text` is safe to store, `found` says that something was masked in it. */
export type MaskedText = { text: string; found: boolean };

/**
 * Masks payment card numbers in one text, keeping the first six and the last four digits.
 * A number is 13-19 digits of any script, joined or parted by spaces, dashes or dots, of a known
 * issuer and with a right check digit. Phone numbers, barcodes and order numbers stay as they are.
 */
export function maskCardNumbers(text: string): MaskedText {
  const hidden = new Set<number>();
  for (const run of text.matchAll(RUN)) {
    const groups = toGroups(run[0], run.index);
    if (isPhone(text, run.index, groups)) continue;
    for (const card of findCards(groups)) {
      for (const digit of card.slice(KEPT_FIRST, -KEPT_LAST)) hidden.add(digit.at);
    }
  }
  if (hidden.size === 0) return { text, found: false };

  const masked = text.replace(DIGIT, (digit, at: number) => (hidden.has(at) ? MASK : digit));
  return { text: masked, found: true };
}

const KEPT_FIRST = 6;
const KEPT_LAST = 4;
const MASK = '•';
const MIN_DIGITS = 13;
const MAX_DIGITS = 19;
/** E.164: no phone number has more digits, country code included. */
const MAX_PHONE_DIGITS = 15;

const DIGIT = /\p{Nd}/gu;
/** Digits with up to three separators between two of them: spaces, dashes, dots, invisible marks. */
const RUN = /\p{Nd}(?:[\p{Zs}\p{Pd}\p{Cf}\t.·_\u2212]{0,3}\p{Nd})*/gu;

/**
 * First digits and lengths by ISO/IEC 7812 as the networks publish them. ArCa's is the national
 * range: 9 and the country number of Armenia, 051.
 */
const ISSUERS: { network: string; prefix: RegExp; lengths: readonly number[] }[] = [
  { network: 'Visa', prefix: /^4/, lengths: [16, 19] },
  // No longer issued. 43 and 49 are left out: Austrian and German phone numbers have 13 digits too.
  { network: 'Visa', prefix: /^4[^39]/, lengths: [13] },
  { network: 'Mastercard', prefix: /^(5[1-5]|2(22[1-9]|2[3-9]|[3-6]|7[01]|720))/, lengths: [16] },
  { network: 'American Express', prefix: /^3[47]/, lengths: [15] },
  { network: 'Discover', prefix: /^(6011|64[4-9]|65)/, lengths: [16, 17, 18, 19] },
  { network: 'Diners Club', prefix: /^3(0[0-5]|095|[689])/, lengths: [14, 16, 17, 18, 19] },
  { network: 'JCB', prefix: /^35(2[89]|[3-8])/, lengths: [16, 17, 18, 19] },
  { network: 'UnionPay', prefix: /^(62|81)/, lengths: [16, 17, 18, 19] },
  {
    network: 'Maestro',
    prefix: /^(50|5[678]|6304|6390|67)/,
    lengths: [13, 14, 15, 16, 17, 18, 19],
  },
  { network: 'Mir', prefix: /^220[0-4]/, lengths: [16, 17, 18, 19] },
  { network: 'ArCa', prefix: /^9051/, lengths: [16] },
];

/** One digit of the text: where it stands (UTF-16 index) and what it is worth. */
type Digit = { at: number; value: number };

/** The digits of a run, parted where the writer parted them. */
function toGroups(run: string, start: number): Digit[][] {
  return [...run.matchAll(/\p{Nd}+/gu)].map((group) =>
    [...group[0].matchAll(DIGIT)].map((digit) => ({
      at: start + group.index + digit.index,
      value: digitValue(digit[0]),
    })),
  );
}

/**
 * Unicode keeps the decimal digits of every script in unbroken tens that begin with zero, so the
 * distance to the beginning of the block is the value.
 */
function digitValue(digit: string): number {
  const point = digit.codePointAt(0) ?? 0;
  let zero = point;
  while (isDigit(zero - 1)) zero -= 1;
  return (point - zero) % 10;
}

function isDigit(point: number): boolean {
  return /^\p{Nd}$/u.test(String.fromCodePoint(point));
}

function isPhone(text: string, start: number, groups: Digit[][]): boolean {
  const before = text.slice(Math.max(0, start - 3), start).trimEnd();
  return /[+＋]\(?$/u.test(before) && groups.flat().length <= MAX_PHONE_DIGITS;
}

/** Every stretch of whole groups that is a card number. Stretches may overlap: all of them count. */
function findCards(groups: Digit[][]): Digit[][] {
  const cards: Digit[][] = [];
  for (let first = 0; first < groups.length; first += 1) {
    let digits: Digit[] = [];
    for (let last = first; last < groups.length; last += 1) {
      digits = digits.concat(groups[last] ?? []);
      if (digits.length < MIN_DIGITS) continue;
      if (digits.length > MAX_DIGITS) break;
      const stretch = groups.slice(first, last + 1);
      const whole = stretch.length === groups.length;
      if ((whole || isWrittenLikeCard(stretch)) && isCard(digits)) cards.push(digits);
    }
  }
  return cards;
}

/**
 * Inside a longer row of numbers only the ways people write cards count: groups of four digits or
 * more, or all of one length but the last. Two phone numbers in a row look different.
 */
function isWrittenLikeCard(groups: Digit[][]): boolean {
  const lengths = groups.map((group) => group.length);
  const allButLast = lengths.slice(0, -1);
  return lengths.every((length) => length >= 4) || new Set(allButLast).size <= 1;
}

function isCard(digits: Digit[]): boolean {
  const number = digits.map((digit) => digit.value).join('');
  const issued = ISSUERS.some(
    ({ prefix, lengths }) => lengths.includes(number.length) && prefix.test(number),
  );
  return issued && hasLuhnDigit(number) && !isBarcode(number);
}

function hasLuhnDigit(number: string): boolean {
  const sum = [...number].reverse().reduce((total, character, place) => {
    const weighted = Number(character) * (place % 2 === 0 ? 1 : 2);
    return total + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  return sum % 10 === 0;
}

/** EAN-13, as printed on goods: 485 is Armenia's prefix and begins like a Visa card. */
function isBarcode(number: string): boolean {
  if (number.length !== 13) return false;
  const sum = [...number].reduce(
    (total, character, place) => total + Number(character) * (place % 2 === 0 ? 1 : 3),
    0,
  );
  return sum % 10 === 0;
}
