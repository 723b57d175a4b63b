/** Whether this worker still gets on with something. */
export type Pulse = {
  /** A sweep went through and found so much that is overdue. */
  swept(found: number): void;
  /** A job was taken and handled, whatever came of it. */
  worked(): void;
  isStuck(): boolean;
};

const PATIENCE_MS = 60_000;

/**
 * Stuck is a worker whose sweeps fail for a minute, or in which nothing is taken for a minute while
 * the sweeps find overdue work (rule R16).
 */
export function createPulse(monotonicMs: () => number): Pulse {
  let lastSweepMs = monotonicMs();
  let lastProgressMs = lastSweepMs;
  return {
    swept(found) {
      lastSweepMs = monotonicMs();
      if (found === 0) lastProgressMs = lastSweepMs;
    },
    worked() {
      lastProgressMs = monotonicMs();
    },
    isStuck: () => monotonicMs() - Math.min(lastSweepMs, lastProgressMs) > PATIENCE_MS,
  };
}
