import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { numberOfPerson, personId, rowId } from './row-id.ts';

test.each([
  ['c01', 0, '01977420-dc00-7c01-8000-000000000000'],
  ['d03', 9_999_999, '01977447-019f-7d03-8000-00000098967f'],
])('row %s %i has the id %s', (kind, number, id) => {
  expect(rowId(kind, number)).toBe(id);
  expect(z.uuidv7().safeParse(id).success).toBe(true);
});

test('ids grow with their numbers', () => {
  const ids = [0, 1, 5, 1_000, 1_000_000].map((number) => rowId('c02', number));
  expect([...ids].sort()).toEqual(ids);
});

test.each([
  [personId(0), 0],
  [personId(1_234_567), 1_234_567],
  ['24000000000000001', Number.NaN],
  [7, Number.NaN],
  [undefined, Number.NaN],
])('%s is person number %d', (id, number) => {
  expect(numberOfPerson(id)).toBe(number);
});
