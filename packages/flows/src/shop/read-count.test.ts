import { describe, expect, test } from '@jest/globals';
import { readCount, readPosition } from './read-count.ts';

describe('readCount', () => {
  test.each([
    ['2', 2],
    [' 12 ', 12],
    ['2 հատ', 2],
    ['3 шт.', 3],
    ['x5', 5],
    ['５', 5],
    ['3️⃣', 3],
    ['100', 100],
    ['երկու', 2],
    ['Երեք հատ', 3],
    ['два', 2],
    ['давайте пять', 5],
    ['ten please', 10],
    ['0', 0],
    ['-1', 0],
    ['2.5', 0],
    ['1 or 2', 0],
    ['12345', 0],
    ['two or three', null],
    ['many', null],
    ['', null],
  ])('reads %s as %s', (text, expected) => {
    expect(readCount(text)).toBe(expected);
  });
});

describe('readPosition', () => {
  test.each([
    ['3', 3],
    ['3.', 3],
    ['№ 3', 3],
    ['№3', 3],
    ['#3', 3],
    ['номер 3', 3],
    ['3 cakes', null],
    ['7Up', null],
    ['three', null],
  ])('reads %s as %s', (text, expected) => {
    expect(readPosition(text)).toBe(expected);
  });
});
