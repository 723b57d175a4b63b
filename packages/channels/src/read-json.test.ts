import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { quoteLongIntegers, readJson } from './read-json.ts';

describe('reading JSON', () => {
  test.each([
    ['{"a":5741311803571721087}', { a: '5741311803571721087' }],
    ['[-9007199254740993]', ['-9007199254740993']],
    ['{"a":999999999999999}', { a: 999999999999999 }],
    ['{"a":1000000000000000}', { a: '1000000000000000' }],
    ['{"a":"token 5741311803571721087"}', { a: 'token 5741311803571721087' }],
    [String.raw`{"a\"":"\\","b":5741311803571721087}`, { 'a"': '\\', b: '5741311803571721087' }],
    ['1.5000000000000000000', 1.5],
    ['5000000000000000000e2', 5e20],
    ['-0.2500000000000000000', -0.25],
    ['1e999', Number.POSITIVE_INFINITY],
  ])('%s', (text, value) => {
    expect(readJson(text)).toEqual({ kind: 'json', value });
  });

  test.each([
    '{5741311803571721087:1}',
    '{5741311803571721087 :1}',
    '[05741311803571721087]',
    '1 2',
  ])('does not make JSON of what is none: %s', (text) => {
    expect(readJson(text)).toMatchObject({ kind: 'unreadable' });
  });

  test('reads 64 levels and refuses 65, whatever the brackets in strings', () => {
    const nested = (levels: number) => `${'['.repeat(levels)}"[[[[{{"${']'.repeat(levels)}`;
    expect(readJson(nested(64))).toMatchObject({ kind: 'json' });
    expect(readJson(nested(65))).toMatchObject({ kind: 'unreadable' });
    expect(readJson('['.repeat(1_000_000))).toMatchObject({ kind: 'unreadable' });
  });

  test('every integer comes out with all of its digits, and nothing else changes', () => {
    const leaf = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
      fc.bigInt({ min: -(10n ** 22n), max: 10n ** 22n }),
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        leaf,
        fc.array(tie('tree')),
        fc.dictionary(fc.string(), tie('tree')),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        const expected: unknown = JSON.parse(stringify(value, (digits) => asRead(digits)));
        expect(readJson(stringify(value, String))).toEqual({ kind: 'json', value: expected });
      }),
    );
  });

  test('JSON without long integers is left as it is', () => {
    fc.assert(
      fc.property(fc.json({ noUnicodeString: false }), (text) => {
        fc.pre(!/\d{16}/.test(text));
        expect(quoteLongIntegers(text)).toBe(text);
      }),
    );
  });
});

/** JSON of a value in which bigints stand for integers, each written by `write`. */
function stringify(value: unknown, write: (digits: bigint) => string): string {
  if (typeof value === 'bigint') return write(value);
  if (typeof value === 'number') return Number.isInteger(value) ? '0.5' : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((each) => stringify(each, write)).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, each]) => {
    return `${JSON.stringify(name)}: ${stringify(each, write)}`;
  });
  return `{${members.join()}}`;
}

function asRead(digits: bigint): string {
  const isLong = digits > 999_999_999_999_999n || digits < -999_999_999_999_999n;
  return isLong ? `"${digits}"` : String(digits);
}
