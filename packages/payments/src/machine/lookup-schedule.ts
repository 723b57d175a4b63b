const DENSE_GAPS_MS = [0, 2_000, 3_000, 5_000, 10_000, 20_000];
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const SPARSE_GAPS_MS = [1, 5, 18, 24, 24].map((hours) => hours * HOUR_MS);
const USUAL_SESSION_MS = 20 * MINUTE_MS;
const GRACE_MS = 10 * MINUTE_MS;
/** A session of days must not be asked for every minute of them. */
const MAX_MINUTE_LOOKUPS = 90;

/**
 * How long to wait before the next lookup of an attempt, or null after the last one:
 * 0, 2, 5, 10, 20, 40 s from the buyer's way to the provider, then each minute until ten minutes
 * after the session, then 1, 6, 24, 48 and 72 h. Gaps, not dates: after an outage lookups do not
 * come in a burst. `jitter` in [0, 1] spreads each gap by a fifth to both sides.
 */
export function nextLookupDelayMs(attempt: {
  /** How many were made. */
  lookups: number;
  openedAt: Date;
  sessionExpiresAt: Date | null;
  /** False where the buyer was never sent to the provider: the dense beginning is left out. */
  buyerWentThere: boolean;
  jitter: number;
}): number | null {
  const { lookups, openedAt, sessionExpiresAt, buyerWentThere, jitter } = attempt;
  const sessionMs = sessionExpiresAt
    ? Math.max(0, sessionExpiresAt.getTime() - openedAt.getTime())
    : USUAL_SESSION_MS;
  const minutes = Math.min(Math.ceil((sessionMs + GRACE_MS) / MINUTE_MS), MAX_MINUTE_LOOKUPS);
  const gaps = [
    ...(buyerWentThere ? DENSE_GAPS_MS : []),
    ...Array.from({ length: minutes }, () => MINUTE_MS),
    ...SPARSE_GAPS_MS,
  ];
  const gap = gaps[lookups];
  return gap === undefined ? null : Math.round(gap * (0.8 + 0.4 * jitter));
}
