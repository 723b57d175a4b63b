import type { SendOutcome } from '@chatpay/core';
import type { Message } from '@chatpay/db';
import { describe, expect, test } from '@jest/globals';
import { retryDelayMs } from './retry-delay.ts';

type Retry = Extract<SendOutcome, { kind: 'retry' }>;

const trouble: Retry = { kind: 'retry', reason: 'server', scope: 'message', afterMs: null };
const HOUR_MS = 3_600_000;

/** How long a message is tried when every try ends like this, without any jitter. */
function persistence(of: Message['class'], outcome: Retry): { tries: number; ms: number } {
  let [tries, ms, attempts] = [0, 0, 0];
  for (; tries < 1_000; tries += 1) {
    const next = retryDelayMs({ message: { attempts, class: of }, outcome, random: 1 });
    if (next.state === 'refused') break;
    attempts = next.attempts;
    ms += next.delayMs;
  }
  return { tries, ms };
}

describe('a message that is tried again', () => {
  test('with news about money outlasts an outage of hours', () => {
    expect(persistence('payment_notice', trouble).ms).toBeGreaterThan(6 * HOUR_MS);
    expect(persistence('payment_link', trouble).ms).toBeGreaterThan(6 * HOUR_MS);
  });

  test('with a question is given up after minutes, so that the talk goes on', () => {
    const { ms } = persistence('reply', trouble);
    expect(ms).toBeGreaterThan(HOUR_MS / 6);
    expect(ms).toBeLessThan(HOUR_MS);
  });

  test('never uses up its attempts on trouble of the account', () => {
    const account: Retry = { ...trouble, scope: 'account' };
    expect(persistence('reply', account).tries).toBe(1_000);
  });

  test('never goes sooner than the platform asked', () => {
    const asked: Retry = { ...trouble, scope: 'account', afterMs: 90_000 };
    const next = retryDelayMs({
      message: { attempts: 0, class: 'reply' },
      outcome: asked,
      random: 0,
    });
    expect(next).toMatchObject({ state: 'retry', delayMs: 90_000, attempts: 0 });
  });
});
