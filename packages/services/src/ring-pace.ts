import type { Job } from '@chatpay/core';

/** A job the sweep would ring for, and since when its work is due. */
export type DueJob = { job: Job; since: string };

/** Which jobs the sweep may ring for now. */
export type RingPace = {
  /** Those that were not rung for lately; they count as rung from here on. */
  allow(due: DueJob[]): Job[];
  /** The last rings did not get through: the same jobs may be rung for at once. */
  forget(): void;
};

const FIRST_PAUSE_MS = 5_000;
const MAX_PAUSE_MS = 60_000;
/** Beyond this many the oldest are forgotten; they are only rung for once more. */
const MAX_REMEMBERED = 20_000;

/**
 * Work that is due stays due while it waits in the queue. Ringing for it at every sweep would fill
 * the queue with repetitions and turn a short backlog into a long one, so the same work is left
 * alone for 5 s after a ring, then 10, 20, up to 60. Work that moved on since is new work.
 */
export function createRingPace(monotonicMs: () => number): RingPace {
  const rung = new Map<string, { since: string; until: number; pauseMs: number }>();

  function isAllowed({ job, since }: DueJob, now: number): boolean {
    const key = JSON.stringify(job);
    const last = rung.get(key);
    const isSame = last !== undefined && last.since === since;
    if (isSame && now < last.until) return false;
    const pauseMs = isSame ? Math.min(last.pauseMs * 2, MAX_PAUSE_MS) : FIRST_PAUSE_MS;
    rung.delete(key);
    rung.set(key, { since, until: now + pauseMs, pauseMs });
    return true;
  }

  return {
    allow(due) {
      const now = monotonicMs();
      const allowed = due.filter((item) => isAllowed(item, now)).map(({ job }) => job);
      for (const key of rung.keys()) {
        if (rung.size <= MAX_REMEMBERED) break;
        rung.delete(key);
      }
      return allowed;
    },
    forget: () => rung.clear(),
  };
}
