import { createHash } from 'node:crypto';

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** What the first entry of a chain follows. */
export const CHAIN_START = '0'.repeat(64);

/**
 * The link of a journal entry in its merchant's chain: SHA-256 in hex over the previous link and
 * the entry, so that changing, dropping or reordering an old entry breaks every later one.
 */
export function hashEntry(previousHash: string, entry: { [name: string]: Json }): string {
  return createHash('sha256')
    .update(`${previousHash}\n${canonicalJson(entry)}`)
    .digest('hex');
}

/**
 * JSON with the members of objects in code unit order and no white space (RFC 8785 for whole
 * numbers). Throws on numbers that JSON or a database would not keep exactly.
 */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw new Error(`${value} is not a whole number that stays exact`);
  }
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name] ?? null)}`);
  return `{${members.join(',')}}`;
}
