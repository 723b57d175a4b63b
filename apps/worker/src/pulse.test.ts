import { expect, test } from '@jest/globals';
import { createPulse } from './pulse.ts';

function startPulse() {
  const clock = { ms: 1_000 };
  const pulse = createPulse(() => clock.ms);
  return {
    pulse,
    pass(seconds: number, meanwhile: () => void = () => {}) {
      for (let second = 0; second < seconds; second += 1) {
        clock.ms += 1_000;
        meanwhile();
      }
    },
  };
}

test('a worker that sweeps and has nothing to do is well', () => {
  const { pulse, pass } = startPulse();
  pass(300, () => pulse.swept(0));
  expect(pulse.isStuck()).toBe(false);
});

test('a worker whose sweeps fail for a minute is stuck', () => {
  const { pulse, pass } = startPulse();
  pass(61, () => pulse.worked());
  expect(pulse.isStuck()).toBe(true);
});

test('a worker that leaves overdue work lying for a minute is stuck until it takes something', () => {
  const { pulse, pass } = startPulse();
  pass(60, () => pulse.swept(3));
  expect(pulse.isStuck()).toBe(false);
  pass(1, () => pulse.swept(3));
  expect(pulse.isStuck()).toBe(true);
  pulse.worked();
  expect(pulse.isStuck()).toBe(false);
});
