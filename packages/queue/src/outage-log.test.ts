import { silentLogger } from '@chatpay/core';
import { expect, test } from '@jest/globals';
import { createOutageLog } from './outage-log.ts';

function start() {
  const lines: string[] = [];
  let clock = 0;
  const outage = createOutageLog({
    kind: 'redis',
    now: () => clock,
    logger: {
      ...silentLogger,
      warn: ({ count }) => lines.push(`away ${count}`),
      info: () => lines.push('back'),
    },
  });
  const at = (ms: number) => {
    clock = ms;
    return outage;
  };
  return { lines, at };
}

test('a lasting outage is told once a minute, with the number of failures', () => {
  const { lines, at } = start();
  for (let ms = 0; ms < 120_000; ms += 1_000) at(ms).failed(new Error('gone'));
  expect(lines).toEqual(['away 1', 'away 60']);
});

test('a return is told once, and only after an outage that was told', () => {
  const { lines, at } = start();
  at(0).recovered();
  at(1).failed(new Error('gone'));
  at(2).recovered();
  at(3).recovered();
  expect(lines).toEqual(['away 1', 'back']);
});

test('a server that comes and goes is told once a minute', () => {
  const { lines, at } = start();
  for (let ms = 0; ms < 60_000; ms += 1_000) {
    at(ms).failed(new Error('gone'));
    at(ms).recovered();
  }
  expect(lines).toEqual(['away 1', 'back']);
});
