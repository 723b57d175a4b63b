import type { Job, JobQueue, Logger } from '@chatpay/core';

/**
 * Rings the doorbell after a commit and does not wait. A lost ring costs time, never work: the
 * sweep finds the rows.
 */
export function ring(deps: { queue: JobQueue; logger: Logger }, jobs: Job[]): void {
  if (jobs.length === 0) return;
  deps.queue.enqueue(jobs).catch((error: unknown) => {
    deps.logger.warn({ count: jobs.length, error }, 'doorbell did not ring');
  });
}
