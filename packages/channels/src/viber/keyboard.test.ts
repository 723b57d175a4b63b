import type { Choice } from '@chatpay/core';
import { describe, expect, test } from '@jest/globals';
import { toKeyboard } from './keyboard.ts';

const LINK = { label: 'Pay', url: 'https://shop.example/pay/1' };

function choices(count: number, label: string): Choice[] {
  return Array.from({ length: count }, (_, index) => ({
    kind: 'reply',
    label,
    payload: `pick:${index}`,
  }));
}

/** The widths of the keys, row by row, as a client fills its grid of six columns. */
function rowsOf(buttons: { Columns: number }[]): number[][] {
  const rows: number[][] = [];
  let free = 0;
  for (const { Columns } of buttons) {
    if (Columns > free) {
      rows.push([]);
      free = 6;
    }
    rows.at(-1)?.push(Columns);
    free -= Columns;
  }
  return rows;
}

describe('the rows of a keyboard', () => {
  test.each([
    [1, 'Yes', [[6]]],
    [2, 'Yes', [[3, 3]]],
    [3, 'Yes', [[2, 2, 2]]],
    [4, 'Yes', [[2, 2, 2], [6]]],
    [
      5,
      'Yes',
      [
        [2, 2, 2],
        [3, 3],
      ],
    ],
    [3, 'Honey cake', [[3, 3], [6]]],
    [
      4,
      'Honey cake',
      [
        [3, 3],
        [3, 3],
      ],
    ],
    [2, 'A cake for the whole family', [[6], [6]]],
  ])('%i keys "%s"', (count, label, rows) => {
    expect(rowsOf(toKeyboard(choices(count, label), null)?.Buttons ?? [])).toEqual(rows);
    expect(rowsOf(toKeyboard(choices(count, label), LINK)?.Buttons ?? [])).toEqual([[6], ...rows]);
  });

  test.each(['1', 'Honey cake', 'A cake for the whole family'])(
    'none has a gap and there are no more than twelve, whatever the number of keys "%s"',
    (label) => {
      for (let count = 1; count <= 24; count += 1) {
        for (const link of [null, LINK]) {
          const rows = rowsOf(toKeyboard(choices(count, label), link)?.Buttons ?? []);
          const widths = rows.map((row) => row.reduce((sum, columns) => sum + columns, 0));
          expect(widths).toEqual(widths.map(() => 6));
          expect(rows.length).toBeLessThanOrEqual(12);
        }
      }
    },
  );

  test('there is none when there is nothing to tap', () => {
    expect(toKeyboard([], null)).toBeNull();
  });
});
