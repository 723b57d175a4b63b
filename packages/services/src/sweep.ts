import type { Job } from '@chatpay/core';
import { findDueWork } from '@chatpay/db';
import type { Deps } from './deps.ts';

/** The doorbell has this long to bring fresh work before the sweep does. */
const GRACE_MS = 1_500;
const LIMIT = 500;

export type RunJob = (job: Job) => Promise<void>;

/**
 * Rings again for everything that is due and not done, looking at the work rows themselves. While
 * the queue is away it does the work itself, one piece after another: slower, not wrong.
 */
export async function sweep(deps: Deps, runJob: RunJob): Promise<{ found: number }> {
  const due = await findDueWork(deps.db, { graceMs: GRACE_MS, limit: LIMIT });
  const jobs: Job[] = [
    ...due.paymentEvents.map((inboxId) => ({ name: 'apply-payment-event' as const, inboxId })),
    ...due.lookups.map((attemptId) => ({ name: 'look-up-attempt' as const, attemptId })),
    ...due.expiries.map((requestId) => ({ name: 'expire-request' as const, requestId })),
    ...due.conversations.map((conversationId) => ({
      name: 'advance-conversation' as const,
      conversationId,
    })),
    ...due.deliveries.map((conversationId) => ({
      name: 'deliver-messages' as const,
      conversationId,
    })),
  ];
  if (jobs.length === 0) return { found: 0 };
  try {
    await deps.queue.enqueue(jobs);
  } catch (error) {
    deps.logger.warn({ count: jobs.length, error }, 'queue is away: the sweep does the work');
    for (const job of jobs) await runQuietly(deps, runJob, job);
  }
  return { found: jobs.length };
}

async function runQuietly(deps: Deps, runJob: RunJob, job: Job): Promise<void> {
  try {
    await runJob(job);
  } catch (error) {
    deps.logger.error({ job: job.name, error }, 'job failed in the sweep');
  }
}
