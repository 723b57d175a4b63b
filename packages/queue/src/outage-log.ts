import type { Logger } from '@chatpay/core';

const QUIET_MS = 60_000;

/** Tells of a backend that is away, and of its return, each at most once a minute. */
export type OutageLog = { failed(error: unknown): void; recovered(): void };

export type OutageLogConfig = { logger: Logger; kind: string; now?: () => number };

/** `now` is a monotonic clock in milliseconds. */
export function createOutageLog(config: OutageLogConfig): OutageLog {
  const { logger, kind, now = () => performance.now() } = config;
  let toldAt = Number.NEGATIVE_INFINITY;
  let count = 0;
  let isAway = false;

  return {
    failed(error) {
      count += 1;
      if (now() - toldAt < QUIET_MS) return;
      logger.warn({ kind, error, count }, 'queue backend fails; the sweep carries the work');
      toldAt = now();
      count = 0;
      isAway = true;
    },

    recovered() {
      if (!isAway) return;
      isAway = false;
      logger.info({ kind }, 'queue backend answers again');
    },
  };
}
