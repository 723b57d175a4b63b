import type { Job, JobName, JobQueue, Logger } from '@chatpay/core';
import type { RunJob } from './sweep.ts';

/** Runs what it is asked to, here or elsewhere. After `close` everything goes elsewhere. */
export type NearbyQueue = JobQueue & {
  /** Resolves when nothing runs here any more, or after `drainMs`. */
  close(drainMs: number): Promise<void>;
};

export type Nearby = {
  runJob: RunJob;
  logger: Logger;
  /** How many jobs of a kind may run here at once; kinds without a number always go elsewhere. */
  room: Partial<Record<JobName, number>>;
};

/**
 * What follows from work done in this process is done here at once, as long as there is room, and
 * spares the way over the queue; the rest is rung for in `queue`. A process that dies takes its
 * rings with it, and the sweep finds the rows.
 */
export function ringNearby(queue: JobQueue, { runJob, logger, room }: Nearby): NearbyQueue {
  const running = new Map<Promise<void>, JobName>();
  let isClosed = false;

  function hasRoom(name: JobName): boolean {
    const busy = [...running.values()].filter((other) => other === name).length;
    return !isClosed && busy < (room[name] ?? 0);
  }

  function runHere(job: Job): void {
    const work: Promise<void> = runJob(job)
      .catch((error: unknown) => {
        logger.error({ job: job.name, error }, 'job failed; the sweep rings again');
      })
      .finally(() => running.delete(work));
    running.set(work, job.name);
  }

  return {
    async enqueue(jobs) {
      const elsewhere: Job[] = [];
      for (const job of jobs) {
        if (hasRoom(job.name)) runHere(job);
        else elsewhere.push(job);
      }
      if (elsewhere.length > 0) await queue.enqueue(elsewhere);
    },

    async close(drainMs) {
      isClosed = true;
      let stop = () => {};
      const late = new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, drainMs);
        stop = () => clearTimeout(timer);
      });
      await Promise.race([Promise.all(running.keys()), late]).finally(stop);
    },
  };
}
