import { type Job, newId } from '@chatpay/core';
import { expect, test } from '@jest/globals';
import { createRingPace, type DueJob } from './ring-pace.ts';

const job: Job = { name: 'advance-conversation', conversationId: newId() };
const other: Job = { name: 'deliver-messages', conversationId: job.conversationId };

function paceAt() {
  const clock = { now: 0 };
  return { clock, pace: createRingPace(() => clock.now) };
}

function due(...jobs: Job[]): DueJob[] {
  return jobs.map((each) => ({ job: each, since: '1' }));
}

test('the same work is left alone for a while after a ring, and longer each time', () => {
  const { clock, pace } = paceAt();
  const rungAt: number[] = [];
  for (clock.now = 0; clock.now <= 200_000; clock.now += 1_000) {
    if (pace.allow(due(job)).length > 0) rungAt.push(clock.now);
  }
  expect(rungAt).toEqual([0, 5_000, 15_000, 35_000, 75_000, 135_000, 195_000]);
});

test('work that moved on is rung for at once, and begins anew', () => {
  const { clock, pace } = paceAt();
  pace.allow(due(job));
  clock.now = 1_000;
  expect(pace.allow([{ job, since: '2' }])).toEqual([job]);
  clock.now = 5_000;
  expect(pace.allow([{ job, since: '2' }])).toEqual([]);
  clock.now = 6_000;
  expect(pace.allow([{ job, since: '2' }])).toEqual([job]);
});

test('different work of one conversation is rung for on its own', () => {
  const { pace } = paceAt();
  expect(pace.allow(due(job))).toEqual([job]);
  expect(pace.allow(due(job, other))).toEqual([other]);
});

test('a ring that did not get through may be repeated at once', () => {
  const { pace } = paceAt();
  pace.allow(due(job));
  pace.forget();
  expect(pace.allow(due(job))).toEqual([job]);
});

test('it remembers a bounded number of jobs', () => {
  const { pace } = paceAt();
  const many = Array.from({ length: 30_000 }, (): Job => ({ ...job, conversationId: newId() }));
  pace.allow(due(...many));
  expect(pace.allow(due(...many.slice(0, 100)))).toHaveLength(100);
  expect(pace.allow(due(...many.slice(-100)))).toHaveLength(0);
});
