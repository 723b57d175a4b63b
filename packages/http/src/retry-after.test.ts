import { expect, test } from '@jest/globals';
import { retryAfterMs } from './retry-after.ts';

const NOW = new Date('2026-03-01T10:00:00Z');

test.each([
  ['0', 0],
  ['7', 7000],
  [' 120 ', 120_000],
  ['Sun, 01 Mar 2026 10:00:30 GMT', 30_000],
  ['Sun, 01 Mar 2026 09:00:00 GMT', 0],
  ['', null],
  ['soon', null],
  ['-5', null],
  ['99999999999', null],
])('%j is %p ms', (value, expected) => {
  const headers = { 'retry-after': value };
  expect(retryAfterMs({ status: 429, headers, text: '' }, NOW)).toBe(expected);
});

test('no header, no wait', () => {
  expect(retryAfterMs({ status: 429, headers: {}, text: '' }, NOW)).toBeNull();
});
