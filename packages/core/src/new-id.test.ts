import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { newId, newToken } from './new-id.ts';

const UUID_7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
/** The largest time that 48 bits hold. */
const END_OF_TIME = 2 ** 48 - 1;

describe('newId', () => {
  test('is a UUID of version 7 and the RFC 9562 variant at any time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: END_OF_TIME }), (now) => {
        const id = newId(now);

        expect(id).toMatch(UUID_7);
        expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(now);
      }),
    );
  });

  test('sorts by age as text', () => {
    const time = fc.integer({ min: 0, max: END_OF_TIME });
    fc.assert(
      fc.property(time, time, (one, other) => {
        fc.pre(one < other);
        expect(newId(one) < newId(other)).toBe(true);
      }),
    );
  });

  test('differs within one millisecond', () => {
    const ids = new Set(Array.from({ length: 10_000 }, () => newId(1_763_000_000_000)));
    expect(ids.size).toBe(10_000);
  });

  test('takes the clock when no time is given', () => {
    const before = newId(Date.now() - 1);
    const id = newId();
    expect(before < id && id < newId(Date.now() + 1)).toBe(true);
  });

  test.each([-1, END_OF_TIME + 1])('throws on the time %d', (now) => {
    expect(() => newId(now)).toThrow('out of range');
  });
});

describe('newToken', () => {
  test('has 160 bits in URL-safe characters and never comes twice', () => {
    const tokens = Array.from({ length: 10_000 }, newToken);

    expect(new Set(tokens).size).toBe(10_000);
    for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9_-]{27}$/);
    expect(Buffer.from(tokens[0] ?? '', 'base64url')).toHaveLength(20);
  });
});
