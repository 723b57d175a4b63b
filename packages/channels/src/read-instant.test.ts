import { describe, expect, test } from '@jest/globals';
import { readInstant } from './read-instant.ts';

describe('a moment on the wire', () => {
  test.each([
    [1790000000218, '2026-09-21T14:13:20.218Z'],
    ['1790000000218', '2026-09-21T14:13:20.218Z'],
    [1790000000, '2026-09-21T14:13:20.000Z'],
    ['1527459824', '2018-05-27T22:23:44.000Z'],
    [1790000000.5, '2026-09-21T14:13:20.500Z'],
  ])('%j is %s', (value, expected) => {
    expect(readInstant(value)?.toISOString()).toBe(expected);
  });

  test.each([
    [0],
    [-1],
    [1],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [8640000000000001],
    [4987500258491108000],
    ['4987500258491108000'],
    ['soon'],
    [''],
    [' 1790000000'],
    ['0x6ab13c80'],
    [null],
    [undefined],
    [true],
    [{}],
    [[1790000000]],
  ])('%j is none', (value) => {
    expect(readInstant(value)).toBeNull();
  });
});
