import type { Job, JobName } from '@chatpay/core';

export type WorkingOff = {
  run: (job: Job) => Promise<void>;
  /** How many jobs of one kind run at once. */
  parallel: number;
  /** After so long nothing more is taken, and what still runs is not waited for. */
  patienceMs: number;
};

/**
 * Does jobs here, each kind in its own order and beside the others, so that one that hangs holds up
 * nobody else's. `run` never rejects.
 */
export async function workOff(jobs: Job[], options: WorkingOff): Promise<void> {
  const waiting = new Map<JobName, Job[]>();
  for (const job of jobs) waiting.set(job.name, [...(waiting.get(job.name) ?? []), job]);
  let isOver = false;

  async function work(list: Job[]): Promise<void> {
    for (let job = list.shift(); job; job = isOver ? undefined : list.shift()) {
      await options.run(job);
    }
  }

  let stop = () => {};
  const patience = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, options.patienceMs);
    stop = () => clearTimeout(timer);
  });
  const hands = [...waiting.values()].flatMap((list) =>
    Array.from({ length: options.parallel }, () => work(list)),
  );
  await Promise.race([Promise.all(hands), patience]);
  isOver = true;
  stop();
}
