import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { maskCardNumbers } from './mask-card-numbers.ts';

/** The networks' published test numbers, and one made up in ArCa's national range. */
const CARDS = {
  visa: '4111111111111111',
  visa13: '4222222222222',
  visa19: '4000000000000000006',
  mastercard: '5555555555554444',
  mastercard2: '2223003122003222',
  amex: '378282246310005',
  discover: '6011111111111117',
  diners: '30569309025904',
  jcb: '3530111333300000',
  unionpay: '6200000000000005',
  maestro: '6759649826438453',
  mir: '2200000000000004',
  arca: '9051000000000009',
};

function masked(number: string): string {
  return `${number.slice(0, 6)}${'•'.repeat(number.length - 10)}${number.slice(-4)}`;
}

function withCheckDigit(body: string): string {
  const sum = [...body].reverse().reduce((total, character, place) => {
    const doubled = Number(character) * (place % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

function inFours(number: string, separator: string): string {
  return number.replace(/\d{4}(?=\d)/g, (four) => four + separator);
}

describe('a card number', () => {
  test.each(Object.entries(CARDS))('of %s is masked', (_network, number) => {
    expect(maskCardNumbers(`card ${number}!`)).toEqual({
      text: `card ${masked(number)}!`,
      found: true,
    });
  });

  test.each([
    ['4111 1111 1111 1111', '4111 11•• •••• 1111'],
    ['4111-1111-1111-1111', '4111-11••-••••-1111'],
    ['4111.1111.1111.1111', '4111.11••.••••.1111'],
    ['4111\u00a01111\u202f1111\u20091111', '4111\u00a011••\u202f••••\u20091111'],
    ['4111 - 1111 – 1111 — 1111', '4111 - 11•• – •••• — 1111'],
    ['4111\u200b1111\u200e1111\u20601111', '4111\u200b11••\u200e••••\u20601111'],
    ['3782 822463 10005', '3782 82•••• •0005'],
    ['4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1', '4 1 1 1 1 1 • • • • • • 1 1 1 1'],
    ['41111111 11111111', '411111•• ••••1111'],
    ['41111 11 111 111111', '41111 1• ••• ••1111'],
  ])('parted as %j is masked in place', (written, expected) => {
    expect(maskCardNumbers(written)).toEqual({ text: expected, found: true });
  });

  test.each([
    ['Arabic', 0x660],
    ['Devanagari', 0x966],
    ['full-width', 0xff10],
    ['mathematical bold', 0x1d7ce],
    ['mathematical monospace', 0x1d7f6],
  ])('in %s digits is masked', (_script, zero) => {
    const written = [...CARDS.visa].map((digit) => String.fromCodePoint(zero + Number(digit)));
    const expected = written.map((digit, place) => (place > 5 && place < 12 ? '•' : digit));

    expect(maskCardNumbers(written.join(''))).toEqual({ text: expected.join(''), found: true });
  });

  test.each([
    [
      'with expiry and code behind it',
      '4111 1111 1111 1111 12 27 123',
      '4111 11•• •••• 1111 12 27 123',
    ],
    ['with the expiry as a fifth four', '4111 1111 1111 1111 1227', '4111 11•• •••• 1111 1227'],
    ['behind a quantity', '2 4111111111111111', '2 411111••••••1111'],
    [
      'behind a phone number',
      '+374 91 123456 4111 1111 1111 1111',
      '+374 91 123456 4111 11•• •••• 1111',
    ],
    ['glued to a word', 'քարտ4111111111111111։', 'քարտ411111••••••1111։'],
    ['twice', '5555555555554444, 378282246310005', '555555••••••4444, 378282•••••0005'],
    ['behind a plus but too long for a phone', '+4111111111111111', '+411111••••••1111'],
  ])('%s is masked', (_where, text, expected) => {
    expect(maskCardNumbers(text)).toEqual({ text: expected, found: true });
  });
});

describe('left as it is', () => {
  test.each([
    ['a wrong check digit', '4111111111111112'],
    ['too few digits', '411111111117'],
    ['more digits than any card', '41111111111111111111'],
    ['an unknown issuer', '1234567812345670'],
    ['just below the 2-series', withCheckDigit('222099999999999')],
    ['just above the 2-series', withCheckDigit('272100000000000')],
    ['just above Mir', withCheckDigit('220500000000000')],
    ['another country of the national range', withCheckDigit('905200000000000')],
    ['a length the issuer does not use', withCheckDigit('41111111111111')],
    ['an Armenian barcode that passes the check of cards', '4850000000038'],
    ['a barcode', '4850001230007'],
    ['a German mobile number without plus', '4915123456787'],
    ['a phone number of fifteen digits', '+378282246310005'],
    ['a local phone number', '091 12 34 56'],
    ['a phone number in full', '+374 (91) 12-34-56'],
    ['a phone number with 00', '00374 91 123456'],
    ['two phone numbers', '091 12 34 56 099 65 43 21'],
    ['three phone numbers', '056 12 34 56 055 65 43 21 041 11 22 33'],
    ['numbers on lines of their own', '4111 1111\n1111 1111'],
    ['an order number', 'Պատվեր 2025-000123'],
    ['a time stamp', '2025-11-20 19:30:00.123456'],
    ['an identifier', '01932f5e-4111-7111-8111-111111111111'],
    ['sums', '15 000 ֏ + 4 500 ֏ = 19 500 ֏'],
    ['nothing', ''],
  ])('%s', (_what, text) => {
    expect(maskCardNumbers(text)).toEqual({ text, found: false });
  });
});

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((list) => list.join(''));

const card = fc
  .constantFrom(
    ['4', 16],
    ['51', 16],
    ['2221', 16],
    ['2720', 16],
    ['34', 15],
    ['6011', 16],
    ['36', 14],
    ['3528', 16],
    ['62', 19],
    ['5018', 16],
    ['2204', 16],
    ['9051', 16],
  )
  .chain(([prefix, length]) =>
    digits(Number(length) - String(prefix).length - 1).map((body) =>
      withCheckDigit(`${prefix}${body}`),
    ),
  );

const separator = fc.constantFrom('', ' ', '-', '.', '\u00a0', '\u202f', ' - ', '\u200b');
const words = fc.string({
  unit: fc.constantFrom('a', 'խ', 'я', ' ', ',', '!', '😀', '\n'),
  maxLength: 20,
});

function onlyDigits(text: string): string {
  return text.replace(/\D/g, '');
}

describe('whatever the text', () => {
  test('no card number survives, and its ends do', () => {
    fc.assert(
      fc.property(card, separator, words, words, (number, between, before, after) => {
        const result = maskCardNumbers(`${before}${inFours(number, between)}${after}`);

        expect(result.found).toBe(true);
        expect(onlyDigits(result.text)).toBe(number.slice(0, 6) + number.slice(-4));
      }),
      { numRuns: 2000 },
    );
  });

  test('no card number survives between other numbers', () => {
    fc.assert(
      fc.property(card, digits(3), digits(2), (number, before, after) => {
        const text = `${before} ${inFours(number, ' ')} ${after}`;

        expect(onlyDigits(maskCardNumbers(text).text)).not.toContain(number);
      }),
      { numRuns: 2000 },
    );
  });

  test('phone numbers are never masked', () => {
    const local = fc
      .tuple(
        fc.constantFrom('10', '11', '33', '41', '43', '44', '49', '55', '77', '91', '99'),
        digits(6),
      )
      .chain(([code, rest]) =>
        fc.constantFrom(
          `0${code}${rest}`,
          `0${code} ${rest.slice(0, 2)} ${rest.slice(2, 4)} ${rest.slice(4)}`,
          `0${code}-${rest.slice(0, 3)}-${rest.slice(3)}`,
          `(0${code}) ${rest}`,
          `${code}${rest}`,
          `374${code}${rest}`,
          `+374 ${code} ${rest}`,
          `+374(${code})${rest.slice(0, 3)}.${rest.slice(3)}`,
          `00374${code}${rest}`,
        ),
      );
    const abroad = fc
      .integer({ min: 7, max: 15 })
      .chain((length) => digits(length).map((number) => `+${number}`));
    const list = fc.array(fc.oneof(local, abroad), { minLength: 1, maxLength: 4 });

    fc.assert(
      fc.property(list, fc.constantFrom(', ', '\n', '; ', ' կամ ', ' / '), (phones, between) => {
        const text = phones.join(between);
        expect(maskCardNumbers(text)).toEqual({ text, found: false });
      }),
      { numRuns: 3000 },
    );
  });

  test('only digits change, and only into the mask', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789 -.,٤４a+') }), (text) => {
        const result = maskCardNumbers(text);

        expect(result.text).toHaveLength(text.length);
        expect(result.found).toBe(result.text !== text);
        for (const [place, character] of [...result.text].entries()) {
          if (character !== text[place]) {
            expect(character).toBe('•');
            expect(text[place]).toMatch(/\p{Nd}/u);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });
});

test('a long text of digits is read in a bounded number of steps', () => {
  const rows = '1 4 1 1,'.repeat(5_000);
  expect(maskCardNumbers(`${rows} ${CARDS.visa}`).text.endsWith(masked(CARDS.visa))).toBe(true);
  expect(maskCardNumbers('4 '.repeat(20_000)).text).toHaveLength(40_000);
});
