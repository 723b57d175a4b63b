import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cutLabel } from './cut-label.ts';
import { splitText } from './split-text.ts';

describe('splitText', () => {
  test.each([
    ['one\ntwo', 20, ['one\ntwo']],
    ['one\ntwo', 4, ['one', 'two']],
    ['one two three', 8, ['one two', 'three']],
    ['տորթ', 4, ['տո', 'րթ']],
    ['👨‍👩‍👧👨‍👩‍👧', 20, ['👨‍👩‍👧', '👨‍👩‍👧']],
    ['\n\na\n\n', 10, ['a']],
  ])('%j in %d bytes', (text, limit, expected) => {
    expect(splitText(text, limit)).toEqual(expected);
  });

  test('loses nothing but white space and keeps the limit', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 300 });
    fc.assert(
      fc.property(text, fc.integer({ min: 60, max: 200 }), (whole, limit) => {
        const parts = splitText(whole, limit);
        expect(parts.join('').replace(/\s/g, '')).toBe(whole.replace(/\s/g, ''));
        for (const part of parts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(limit);
      }),
    );
  });
});

describe('cutLabel', () => {
  test.each([
    ['short', 20, 'short'],
    ['Շոկոլադե տորթ մեծ տուփով', 20, 'Շոկոլադե տորթ մեծ տ…'],
    ['👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧', 20, '👨‍👩‍👧👨‍👩‍👧…'],
    ['two words', 5, 'two…'],
  ])('%s in %d units', (text, limit, expected) => {
    expect(cutLabel(text, limit)).toBe(expected);
  });
});
