import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { currency, type Money, money, sameMoney, wholeUnits } from './money.ts';

describe('money', () => {
  test.each([
    ['nothing', { minor: 0, currency: 'AMD' }],
    ['a sum', { minor: 1_500_000, currency: 'AMD' }],
    ['the largest exact sum', { minor: Number.MAX_SAFE_INTEGER, currency: 'USD' }],
  ])('takes %s', (_what, value) => {
    expect(money.parse(value)).toEqual(value);
  });

  test.each([
    ['a negative sum', { minor: -1, currency: 'AMD' }],
    ['a fraction of a minor unit', { minor: 0.5, currency: 'AMD' }],
    ['a sum that is no longer exact', { minor: Number.MAX_SAFE_INTEGER + 1, currency: 'AMD' }],
    ['not a number', { minor: Number.NaN, currency: 'AMD' }],
    ['text', { minor: '1500000', currency: 'AMD' }],
    ['an unknown currency', { minor: 1, currency: 'XXX' }],
    ['a numeric currency code', { minor: 1, currency: '051' }],
    ['no currency', { minor: 1 }],
    ['anything more', { minor: 1, currency: 'AMD', exponent: 0 }],
  ])('refuses %s', (_what, value) => {
    expect(money.safeParse(value).success).toBe(false);
  });
});

describe('wholeUnits', () => {
  test('reads whole dram as minor units', () => {
    expect(wholeUnits(15_000)).toEqual({ minor: 1_500_000, currency: 'AMD' });
    expect(wholeUnits(3, 'USD')).toEqual({ minor: 300, currency: 'USD' });
    expect(wholeUnits(0)).toEqual({ minor: 0, currency: 'AMD' });
  });

  test.each([0.5, 0.29, 1.005, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 52])(
    'throws on %p',
    (amount) => {
      expect(() => wholeUnits(amount)).toThrow();
    },
  );
});

describe('sameMoney', () => {
  const sum = fc.record({
    minor: fc.maxSafeNat(),
    currency: fc.constantFrom(...currency.options),
  });

  test('is true for equal sums only', () => {
    fc.assert(
      fc.property(sum, sum, (left: Money, right: Money) => {
        expect(sameMoney(left, { ...left })).toBe(true);
        expect(sameMoney(left, right)).toBe(
          left.minor === right.minor && left.currency === right.currency,
        );
      }),
    );
  });

  test('tells sums apart by one minor unit and by currency', () => {
    expect(sameMoney(wholeUnits(1), { minor: 101, currency: 'AMD' })).toBe(false);
    expect(sameMoney(wholeUnits(1), wholeUnits(1, 'RUB'))).toBe(false);
  });
});
