import { expect, test } from '@jest/globals';
import { atLeast, atMost, count, figure, megabytes, milliseconds, percent } from './figure.ts';
import { renderReport } from './render-report.ts';

test('a report has its columns in line', () => {
  const text = renderReport(
    ['Bench'],
    [
      {
        title: 'embedded',
        figures: [
          atMost('p99', 12.345, { limit: 50, format: milliseconds }),
          figure('memory', 99.6, megabytes),
        ],
      },
    ],
  );
  expect(text).toBe('Bench\n\nembedded\n  p99     12.3 ms  <= 50.0 ms  held\n  memory   100 MB\n');
});

test.each([
  [atMost('x', 50, { limit: 50, format: milliseconds }), 'held'],
  [atMost('x', 50.1, { limit: 50, format: milliseconds }), 'MISSED by 1 %'],
  [atMost('x', 250, { limit: 50, format: milliseconds }), 'MISSED by 5.0 times'],
  [atMost('x', Number.POSITIVE_INFINITY, { limit: 50, format: milliseconds }), 'MISSED'],
  [atMost('x', Number.NaN, { limit: 50, format: milliseconds }), 'MISSED'],
  [atMost('x', 0, { limit: 0, format: count }), 'held'],
  [atMost('x', 3, { limit: 0, format: count }), 'MISSED'],
  [atLeast('x', 0.8, { limit: 0.8, format: percent }), 'held'],
  [atLeast('x', 0.6, { limit: 0.8, format: percent }), 'MISSED by 25 %'],
])('%# says whether the target is held', ({ target }, verdict) => {
  expect(target?.verdict).toBe(verdict);
});

test('what never came is not a number of milliseconds', () => {
  expect(milliseconds(Number.POSITIVE_INFINITY)).toBe('never');
});
