import { type Job, newId } from '@chatpay/core';
import { expect, test } from '@jest/globals';
import { coalesceRings } from './coalesce-rings.ts';

function job(conversationId = newId()): Job {
  return { name: 'advance-conversation', conversationId };
}

/** A queue whose calls end when the test says so. */
function heldQueue() {
  const calls: { jobs: Job[]; end(error?: Error): void }[] = [];
  const queue = coalesceRings({
    enqueue: (jobs) =>
      new Promise((resolve, reject) => {
        calls.push({ jobs, end: (error) => (error ? reject(error) : resolve()) });
      }),
  });
  return { queue, calls };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('rings that come while one is under way go together, equal ones once', async () => {
  const { queue, calls } = heldQueue();
  const [a, b, c] = [job(), job(), job()];
  const first = queue.enqueue([a]);
  await settled();
  const later = [queue.enqueue([b]), queue.enqueue([c, b]), queue.enqueue([a])];
  await settled();
  expect(calls.map(({ jobs }) => jobs)).toEqual([[a]]);
  calls[0]?.end();
  await first;
  await settled();
  expect(calls[1]?.jobs).toEqual([b, c, a]);
  calls[1]?.end();
  await Promise.all(later);
});

test('a call that fails fails those in it and nobody else', async () => {
  const { queue, calls } = heldQueue();
  const first = queue.enqueue([job()]);
  await settled();
  const second = queue.enqueue([job()]);
  calls[0]?.end(new Error('away'));
  await expect(first).rejects.toThrow('away');
  await settled();
  calls[1]?.end();
  await expect(second).resolves.toBeUndefined();
});

test('it holds a bounded number of rings', async () => {
  const { queue, calls } = heldQueue();
  const first = queue.enqueue([job()]);
  await settled();
  const many = queue.enqueue(Array.from({ length: 10_000 }, () => job()));
  await expect(queue.enqueue([job()])).rejects.toThrow('too many rings');
  calls[0]?.end();
  await first;
  await settled();
  calls[1]?.end();
  await many;
});
