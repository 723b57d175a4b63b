/** When each arrival is due, in milliseconds from the start. */
export type Schedule = {
  total: number;
  dueMs(index: number): number;
  /** How many arrivals are due once this much time has passed. */
  dueBy(elapsedMs: number): number;
};

/**
 * Arrivals at a constant rate, decided beforehand. A late generator or a slow server moves none of
 * them, so measuring from `dueMs` leaves nothing out (no coordinated omission).
 */
export function createSchedule(config: { perSecond: number; seconds: number }): Schedule {
  const total = Math.floor(config.perSecond * config.seconds);
  const dueMs = (index: number) => (index * 1000) / config.perSecond;
  return {
    total,
    dueMs,
    dueBy(elapsedMs) {
      if (elapsedMs < 0) return 0;
      let due = Math.floor((elapsedMs * config.perSecond) / 1000);
      while (due < total && dueMs(due) <= elapsedMs) due += 1;
      return Math.min(due, total);
    },
  };
}
