import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatMoney } from './format-money.ts';
import { currency, wholeUnits } from './money.ts';
import { language } from './names.ts';

describe('formatMoney', () => {
  test.each([
    [0, '0\u00a0֏'],
    [1, '0,01\u00a0֏'],
    [50, '0,50\u00a0֏'],
    [99_900, '999\u00a0֏'],
    [100_000, '1\u202f000\u00a0֏'],
    [1_500_000, '15\u202f000\u00a0֏'],
    [1_500_005, '15\u202f000,05\u00a0֏'],
    [123_456_789_00, '123\u202f456\u202f789\u00a0֏'],
  ])('writes %d minor units of dram as %s', (minor, expected) => {
    expect(formatMoney({ minor, currency: 'AMD' })).toBe(expected);
  });

  test.each([
    ['USD', '7\u00a0$'],
    ['EUR', '7\u00a0€'],
    ['RUB', '7\u00a0₽'],
  ] as const)('puts the sign of %s behind the sum', (code, expected) => {
    expect(formatMoney(wholeUnits(7, code))).toBe(expected);
  });

  test('writes dram without fraction digits in every language', () => {
    for (const each of language.options) {
      expect(formatMoney(wholeUnits(15_000), each)).toBe('15\u202f000\u00a0֏');
    }
  });

  test('keeps every digit of every sum', () => {
    const sum = fc.record({
      minor: fc.maxSafeNat(),
      currency: fc.constantFrom(...currency.options),
    });
    fc.assert(
      fc.property(sum, (value) => {
        const written = formatMoney(value);
        const [whole = '', fraction = '00'] = written.replace(/[^\d,]/g, '').split(',');

        expect(BigInt(whole) * 100n + BigInt(fraction)).toBe(BigInt(value.minor));
        expect(fraction).toHaveLength(2);
        expect(written.includes(',')).toBe(value.minor % 100 !== 0);
      }),
    );
  });
});
