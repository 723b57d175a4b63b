import type { Job, JobQueue } from '@chatpay/core';

/** Rings that may wait for the one before them. Beyond it new ones are refused: the sweep rings. */
const MAX_WAITING = 10_000;

/**
 * Puts the rings of concurrent requests together: while one call to the queue is under way the next
 * one fills, and equal rings in it become one. A ring that comes while its twin is on its way is
 * never dropped, because the twin may just be finishing.
 */
export function coalesceRings(queue: JobQueue): JobQueue {
  let waiting = new Map<string, Job>();
  let next: Promise<void> | undefined;
  let current: Promise<unknown> = Promise.resolve();

  function flush(): Promise<void> {
    const jobs = [...waiting.values()];
    waiting = new Map();
    next = undefined;
    const sent = queue.enqueue(jobs);
    current = sent.catch(() => {});
    return sent;
  }

  return {
    async enqueue(jobs) {
      if (jobs.length === 0) return;
      if (waiting.size + jobs.length > MAX_WAITING) throw new Error('too many rings are waiting');
      for (const job of jobs) waiting.set(JSON.stringify(job), job);
      next ??= current.then(flush);
      await next;
    },
  };
}
