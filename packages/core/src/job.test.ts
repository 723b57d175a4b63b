import { describe, expect, test } from '@jest/globals';
import { type Job, job } from './job.ts';
import { newId } from './new-id.ts';

const JOBS: { [Name in Job['name']]: Extract<Job, { name: Name }> } = {
  'advance-conversation': { name: 'advance-conversation', conversationId: newId() },
  'deliver-messages': { name: 'deliver-messages', conversationId: newId() },
  'apply-payment-event': { name: 'apply-payment-event', inboxId: newId() },
  'look-up-attempt': { name: 'look-up-attempt', attemptId: newId() },
  'expire-request': { name: 'expire-request', requestId: newId() },
};

describe.each(Object.entries(JOBS))('%s', (_name, ring) => {
  test('is read back as it was written', () => {
    expect(job.parse(JSON.parse(JSON.stringify(ring)))).toEqual(ring);
  });

  test('is a hint, not a memory: under 200 bytes and nothing but ids', () => {
    expect(Buffer.byteLength(JSON.stringify(ring))).toBeLessThan(200);
    expect(job.safeParse({ ...ring, text: 'hello' }).success).toBe(false);
  });

  test('refuses an id that is not a UUID', () => {
    const [, idName = ''] = Object.keys(ring);
    expect(job.safeParse({ ...ring, [idName]: '1; drop table inbox' }).success).toBe(false);
    expect(job.safeParse({ name: ring.name }).success).toBe(false);
  });
});

test('every job has a case here, and an unknown one is refused', () => {
  const names = job.options.map((option) => option.shape.name.value);
  expect(Object.keys(JOBS).sort()).toEqual([...names].sort());
  expect(job.safeParse({ name: 'drop-tables', conversationId: newId() }).success).toBe(false);
});
