import { type Job, newId } from '@chatpay/core';
import { expect, test } from '@jest/globals';
import { workOff } from './work-off.ts';

const deliver = (): Job => ({ name: 'deliver-messages', conversationId: newId() });
const apply = (): Job => ({ name: 'apply-payment-event', inboxId: newId() });

test('does all jobs, a bounded number of each kind at once', async () => {
  const jobs = [...Array.from({ length: 9 }, deliver), ...Array.from({ length: 5 }, apply)];
  const done: Job[] = [];
  const running = new Map<string, number>();
  let most = 0;
  await workOff(jobs, {
    parallel: 3,
    patienceMs: 60_000,
    async run(job) {
      const busy = (running.get(job.name) ?? 0) + 1;
      running.set(job.name, busy);
      most = Math.max(most, busy);
      await new Promise((resolve) => setImmediate(resolve));
      running.set(job.name, busy - 1);
      done.push(job);
    },
  });
  expect(new Set(done)).toEqual(new Set(jobs));
  expect(most).toBe(3);
});

test('a kind that hangs holds up neither the others nor the caller', async () => {
  const hanging = Array.from({ length: 9 }, deliver);
  const money = Array.from({ length: 20 }, apply);
  const started: Job[] = [];
  await workOff([...hanging, ...money], {
    parallel: 2,
    patienceMs: 50,
    run(job) {
      started.push(job);
      return job.name === 'deliver-messages' ? new Promise(() => {}) : Promise.resolve();
    },
  });
  expect(started.filter(({ name }) => name === 'apply-payment-event')).toEqual(money);
  expect(started.filter(({ name }) => name === 'deliver-messages')).toEqual(hanging.slice(0, 2));
});
