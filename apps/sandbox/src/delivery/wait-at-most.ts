import { setTimeout as sleep } from 'node:timers/promises';

/** Ends with the work, or after `limitMs` while the work goes on: a dead gateway holds up no answer. */
export async function waitAtMost(limitMs: number, work: Promise<unknown>): Promise<void> {
  const timer = new AbortController();
  const limit = sleep(limitMs, undefined, { ref: false, signal: timer.signal }).catch(() => {});
  await Promise.race([work, limit]);
  timer.abort();
}
