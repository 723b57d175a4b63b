import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CHAIN_START, canonicalJson, hashEntry, type Json } from './hash-entry.ts';
import { postings } from './postings.ts';
import type { JournalKind } from './types.ts';

const SUM = { minor: 1_500_000, currency: 'AMD' as const };

describe('postings', () => {
  test.each<[JournalKind, string, string]>([
    ['capture', 'provider_clearing', 'sales'],
    ['duplicate', 'provider_clearing', 'suspense_overpayment'],
    ['mismatch', 'provider_clearing', 'suspense_unmatched'],
    ['orphan', 'provider_clearing', 'suspense_unmatched'],
    ['void', 'sales', 'provider_clearing'],
    ['void_duplicate', 'suspense_overpayment', 'provider_clearing'],
    ['void_mismatch', 'suspense_unmatched', 'provider_clearing'],
  ])('%s: debit %s, credit %s', (kind, debit, credit) => {
    expect(postings({ kind, amount: SUM })).toEqual([{ debit, credit, ...SUM }]);
  });

  test.each<JournalKind>(['request_created', 'attempt_failed', 'request_paid', 'review_opened'])(
    '%s moves no money',
    (kind) => expect(postings({ kind, amount: SUM })).toEqual([]),
  );

  test('no readable sum or none at all, no posting', () => {
    expect(postings({ kind: 'capture', amount: null })).toEqual([]);
    expect(postings({ kind: 'mismatch', amount: { ...SUM, minor: 0 } })).toEqual([]);
  });
});

describe('the chain', () => {
  const json = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.string({ unit: 'binary' }),
      fc.maxSafeInteger(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 }),
    ),
  })).value;

  test('canonical JSON does not depend on member order and reads back', () => {
    expect(canonicalJson({ b: 1, a: [{ d: null, c: 'Ո"' }], A: true })).toBe(
      '{"A":true,"a":[{"c":"Ո\\"","d":null}],"b":1}',
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json), (entry) => {
        const turned = Object.fromEntries(Object.entries(entry).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(entry));
        expect(canonicalJson(JSON.parse(canonicalJson(entry)))).toBe(canonicalJson(entry));
      }),
    );
  });

  test.each([1.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY])('refuses %p', (number) => {
    expect(() => canonicalJson({ amount: number })).toThrow('exact');
  });

  test('is SHA-256 over the previous link and the entry', () => {
    expect(hashEntry(CHAIN_START, { kind: 'capture', minor: 1 })).toBe(
      '103d96d71f96f388ba939bcff8e19018193087d80fb86c1ec7aa83c0bcde8b88',
    );
  });

  test('any change in any entry changes the last link', () => {
    const entries = [
      { seq: 1, minor: 100 },
      { seq: 2, minor: 200 },
      { seq: 3, minor: 300 },
    ];
    const end = (list: { [name: string]: Json }[]) => list.reduce(hashEntry, CHAIN_START);
    const honest = end(entries);
    expect(end(entries.with(0, { seq: 1, minor: 101 }))).not.toBe(honest);
    expect(end(entries.toReversed())).not.toBe(honest);
    expect(end(entries.slice(1))).not.toBe(honest);
  });
});
