import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { median, summarize } from './percentile.ts';

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('a summary', () => {
  test.each([
    [upTo(100), { count: 100, p50: 50, p99: 99, max: 100 }],
    [upTo(1000).reverse(), { count: 1000, p50: 500, p99: 990, max: 1000 }],
    [upTo(101), { count: 101, p50: 51, p99: 100, max: 101 }],
    [[7], { count: 1, p50: 7, p99: 7, max: 7 }],
    [[], { count: 0, p50: Number.NaN, p99: Number.NaN, max: Number.NaN }],
  ])('goes by the nearest rank (%#)', (values, summary) => {
    expect(summarize(values)).toEqual(summary);
  });

  test('sorts by number, not by text', () => {
    expect(summarize([10, 9, 100]).p50).toBe(10);
  });

  test('what never came is not forgotten', () => {
    const values = [...upTo(98), Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    expect(summarize(values)).toMatchObject({ p50: 50, p99: Number.POSITIVE_INFINITY });
  });

  test('exactly the share it names lies at or below it', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true }), { minLength: 1 }), (values) => {
        const { p50, p99, max } = summarize(values);
        const below = (limit: number) => values.filter((value) => value <= limit).length;
        const under = (limit: number) => values.filter((value) => value < limit).length;
        expect(below(p50)).toBeGreaterThanOrEqual(0.5 * values.length);
        expect(under(p50)).toBeLessThan(0.5 * values.length);
        expect(below(p99)).toBeGreaterThanOrEqual(0.99 * values.length);
        expect(under(p99)).toBeLessThan(0.99 * values.length);
        expect(below(max)).toBe(values.length);
      }),
    );
  });
});

test.each([
  [[3, 1, 2], 2],
  [[4, 1, 3, 2], 2.5],
  [[5], 5],
  [[], Number.NaN],
])('the median of %j is %d', (values, middle) => {
  expect(median(values)).toBe(middle);
});
