import { expect, test } from '@jest/globals';
import { STANDARD_PROFILE } from './profile.ts';
import { readSession } from './wire.ts';

const SESSION = { id: 'ps_1', status: 'succeeded', currency: 'AMD' };
/** What `JSON.parse` can make of a body, and comparing with a number throws on. */
const UNLENGTHY = { length: { toString: 1, valueOf: 2 } };

test('a session has a readable id and status', () => {
  expect(readSession(SESSION, STANDARD_PROFILE)).toMatchObject(SESSION);
});

test.each(['id', 'status'])('without a readable %s there is no session', (field) => {
  for (const value of [undefined, null, 7, [], {}, UNLENGTHY]) {
    expect(readSession({ ...SESSION, [field]: value }, STANDARD_PROFILE)).toBeNull();
  }
});

test.each(Object.keys(STANDARD_PROFILE.fields))('any %s is read or left out', (field) => {
  for (const value of [null, 7, '', [], {}, UNLENGTHY, { ...UNLENGTHY, toString: 1 }]) {
    expect(() => readSession({ ...SESSION, [field]: value }, STANDARD_PROFILE)).not.toThrow();
  }
});
