import { currency, type Money } from '@chatpay/core';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fromWireSum, toWireSum } from './sum.ts';

describe('sums', () => {
  test('come back as they went, or do not go', () => {
    const sums: fc.Arbitrary<Money> = fc.record({
      minor: fc.maxSafeNat(),
      currency: fc.constantFrom(...currency.options),
    });
    fc.assert(
      fc.property(sums, fc.constantFrom(0, 1, 2), (sum, exponent) => {
        const sent = toWireSum(sum, exponent);
        if (sent === null) return expect(sum.minor % 10 ** (2 - exponent)).not.toBe(0);
        expect(fromWireSum(String(sent), sum.currency, exponent)).toEqual(sum);
        expect(fromWireSum(`${sent}.00`, sum.currency, exponent)).toEqual(sum);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    [15_000, 0],
    [150_000, 1],
    [1_500_000, 2],
  ])('15 000 dram are %i with %i places', (sent, exponent) => {
    expect(toWireSum({ minor: 1_500_000, currency: 'AMD' }, exponent)).toBe(sent);
  });

  test.each(['AMD', '051', '51', '֏'])('dram may be called %s', (name) => {
    expect(fromWireSum('1900', name, 0)).toEqual({ minor: 190_000, currency: 'AMD' });
  });

  test.each([
    '1 900',
    '1900,00',
    '1900.004',
    '1900.5',
    '1e3',
    '-1',
    '+1',
    '00',
    '0x10',
    '',
    ' 1',
    '1\n',
    '١٩٠٠',
    'NaN',
    '9007199254740992',
    '99999999999999999999',
    null,
  ])('%j is no sum', (text) => {
    for (const exponent of [0, 1, 2]) expect(fromWireSum(text, 'AMD', exponent)).toBeNull();
  });

  test('a sum that would not stay exact as minor units is no sum', () => {
    expect(fromWireSum('9007199254740991', 'AMD', 2)).not.toBeNull();
    expect(fromWireSum('9007199254740991', 'AMD', 0)).toBeNull();
    expect(fromWireSum('90071992547409', 'AMD', 0)).not.toBeNull();
  });

  test.each(['GEL', 'amd', '', 'toString', '__proto__', null])('%j is no currency', (name) => {
    expect(fromWireSum('1900', name, 2)).toBeNull();
  });
});
