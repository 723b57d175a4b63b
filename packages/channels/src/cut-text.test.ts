import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cutText, fits, textWithLink } from './cut-text.ts';

const anyText = fc.string({ unit: 'grapheme', maxLength: 80 });
const anyLimit = fc.record({
  limit: fc.integer({ min: 3, max: 120 }),
  unit: fc.constantFrom('utf16' as const, 'byte' as const),
});

describe('cutting text', () => {
  test.each([
    ['short enough', { limit: 12, unit: 'utf16' as const }, 'short enough'],
    ['one too long', { limit: 11, unit: 'utf16' as const }, 'one too lo…'],
    ['Բարև ձեզ', { limit: 15, unit: 'byte' as const }, 'Բարև ձեզ'],
    ['Բարև ձեզ', { limit: 14, unit: 'byte' as const }, 'Բարև ձ…'],
    ['👩‍👩‍👧‍👦👩‍👩‍👧‍👦', { limit: 20, unit: 'utf16' as const }, '👩‍👩‍👧‍👦…'],
    ['a👩‍👩‍👧‍👦', { limit: 10, unit: 'byte' as const }, 'a…'],
    ['words and space', { limit: 7, unit: 'utf16' as const }, 'words…'],
  ])('%s within %j', (text, limit, expected) => {
    expect(cutText(text, limit)).toBe(expected);
  });

  test('keeps to the limit and ends at the border of a grapheme', () => {
    fc.assert(
      fc.property(anyText, anyLimit, (text, limit) => {
        const cut = cutText(text, limit);
        expect(fits(cut, limit)).toBe(true);
        if (cut === text) return;
        const kept = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
        const starts = kept.map((_, count) => kept.slice(0, count).join('').trimEnd());
        expect(starts).toContain(cut.slice(0, -1));
      }),
    );
  });

  test('a link stays whole as long as the limit has room for it', () => {
    fc.assert(
      fc.property(anyText, anyLimit, (text, limit) => {
        const url = 'https://a.example/1';
        const whole = textWithLink(text, url, limit);
        expect(fits(whole, limit)).toBe(true);
        if (limit.limit >= url.length + 5) expect(whole).toContain(url);
      }),
    );
  });

  test('a link that the text already holds is not repeated', () => {
    const text = 'Pay at https://a.example/1 today';
    expect(textWithLink(text, 'https://a.example/1', { limit: 99, unit: 'utf16' })).toBe(text);
  });
});
