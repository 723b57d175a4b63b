import { type Job, newId, silentLogger } from '@chatpay/core';
import { expect, test } from '@jest/globals';
import { ringNearby } from './ring-nearby.ts';

/** A queue with room for two conversations, whose work ends when the test says so. */
function heldQueue() {
  const here: { job: Job; end(error?: Error): void }[] = [];
  const elsewhere: Job[] = [];
  const queue = ringNearby(
    { enqueue: async (jobs) => void elsewhere.push(...jobs) },
    {
      runJob: (job) =>
        new Promise((resolve, reject) => {
          here.push({ job, end: (error) => (error ? reject(error) : resolve()) });
        }),
      logger: silentLogger,
      room: { 'advance-conversation': 2 },
    },
  );
  return { queue, here, elsewhere };
}

const advance = (): Job => ({ name: 'advance-conversation', conversationId: newId() });
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('work is done here while there is room, and rung for when there is none', async () => {
  const { queue, here, elsewhere } = heldQueue();
  const [a, b, c, d] = [advance(), advance(), advance(), advance()];
  const lookUp: Job = { name: 'look-up-attempt', attemptId: newId() };
  await queue.enqueue([a, lookUp, b, c]);
  expect(here.map(({ job }) => job)).toEqual([a, b]);
  expect(elsewhere).toEqual([lookUp, c]);

  here[0]?.end(new Error('a job that fails leaves its room to the next'));
  await settled();
  await queue.enqueue([d]);
  expect(here.map(({ job }) => job)).toEqual([a, b, d]);
});

test('once closed it takes nothing more and waits for what runs', async () => {
  const { queue, here, elsewhere } = heldQueue();
  await queue.enqueue([advance()]);
  let closed = false;
  const closing = queue.close(60_000).then(() => {
    closed = true;
  });
  const late = advance();
  await queue.enqueue([late]);
  await settled();
  expect(elsewhere).toEqual([late]);
  expect(closed).toBe(false);
  here[0]?.end();
  await closing;
});

test('closing does not wait longer than it is told', async () => {
  const { queue } = heldQueue();
  await queue.enqueue([advance()]);
  await expect(queue.close(1)).resolves.toBeUndefined();
});
