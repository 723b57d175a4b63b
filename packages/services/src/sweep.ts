import type { Job } from '@chatpay/core';
import type { DueItem, DueWork } from '@chatpay/db';
import { findDueWork } from '@chatpay/db';
import type { Deps } from './deps.ts';
import type { DueJob, RingPace } from './ring-pace.ts';
import { workOff } from './work-off.ts';

/** The doorbell has this long to bring fresh work before the sweep does. */
const GRACE_MS = 1_500;
const LIMIT = 500;
const PARALLEL = 8;
/** The next sweep must not wait for a platform that hangs. */
const PATIENCE_MS = 5_000;

export type RunJob = (job: Job) => Promise<void>;

/**
 * Rings again for everything that is due and not done, looking at the work rows themselves. While
 * the queue is away it does the work itself: slower, not wrong.
 */
export async function sweep(
  deps: Deps,
  { runJob, pace }: { runJob: RunJob; pace: RingPace },
): Promise<{ found: number }> {
  const work = await findDueWork(deps.db, { graceMs: GRACE_MS, limit: LIMIT });
  const jobs = toJobs(work);
  const allowed = pace.allow(jobs);
  if (allowed.length === 0) return { found: jobs.length };
  try {
    await deps.queue.enqueue(allowed);
  } catch (error) {
    pace.forget();
    deps.logger.warn({ count: jobs.length, error }, 'queue is away: the sweep does the work');
    await workOff(allowed, {
      run: (job) => runQuietly(deps, runJob, job),
      parallel: PARALLEL,
      patienceMs: PATIENCE_MS,
    });
  }
  return { found: jobs.length };
}

/** Money first: what stands in front is done first while the sweep does the work. */
function toJobs(work: DueWork): DueJob[] {
  const toJob = (items: DueItem[], job: (id: string) => Job): DueJob[] =>
    items.map(({ id, since }) => ({ job: job(id), since }));
  return [
    ...toJob(work.paymentEvents, (inboxId) => ({ name: 'apply-payment-event', inboxId })),
    ...toJob(work.lookups, (attemptId) => ({ name: 'look-up-attempt', attemptId })),
    ...toJob(work.expiries, (requestId) => ({ name: 'expire-request', requestId })),
    ...toJob(work.conversations, (conversationId) => ({
      name: 'advance-conversation',
      conversationId,
    })),
    ...toJob(work.deliveries, (conversationId) => ({ name: 'deliver-messages', conversationId })),
  ];
}

async function runQuietly(deps: Deps, runJob: RunJob, job: Job): Promise<void> {
  try {
    await runJob(job);
  } catch (error) {
    deps.logger.error({ job: job.name, error }, 'job failed in the sweep');
  }
}
