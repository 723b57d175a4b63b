const DENSE_GAPS_MS = [0, 2_000, 3_000, 5_000, 10_000, 20_000];
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** So long after the session and its grace lookups come; each gap is the way to the next mark. */
const SPARSE_MARKS_MS = [1, 6, 24, 48, 72].map((hours) => hours * HOUR_MS);
const USUAL_SESSION_MS = 20 * MINUTE_MS;
const GRACE_MS = 10 * MINUTE_MS;
/** A session of days must not be asked for every minute of them. */
const MAX_MINUTELY_MS = 90 * MINUTE_MS;

export type LookupMoment = {
  /** How many were made. */
  lookups: number;
  openedAt: Date;
  sessionExpiresAt: Date | null;
  /** False where the buyer was never sent to the provider: the dense beginning is left out. */
  buyerWentThere: boolean;
  now: Date;
  /** In [0, 1]: spreads each gap by a fifth to both sides. */
  jitter: number;
};

/**
 * How long to wait before the next lookup of an attempt, or null after the last one:
 * 0, 2, 5, 10, 20, 40 s from the buyer's way to the provider, then each minute until ten minutes
 * after the session, then 1, 6, 24, 48 and 72 h. The end is a matter of time and not of count:
 * whoever makes us ask more often does not make us stop sooner.
 */
export function nextLookupDelayMs(moment: LookupMoment): number | null {
  const gap = gapOf(moment);
  return gap === null ? null : Math.round(gap * (0.8 + 0.4 * moment.jitter));
}

function gapOf(moment: LookupMoment): number | null {
  const { lookups, openedAt, sessionExpiresAt, buyerWentThere, now } = moment;
  const dense = buyerWentThere ? DENSE_GAPS_MS[lookups] : undefined;
  if (dense !== undefined) return dense;
  const ageMs = now.getTime() - openedAt.getTime();
  const sessionMs = sessionExpiresAt
    ? Math.max(0, sessionExpiresAt.getTime() - openedAt.getTime())
    : USUAL_SESSION_MS;
  const overForMs = ageMs - sessionMs - GRACE_MS;
  if (overForMs < 0) return ageMs < MAX_MINUTELY_MS ? MINUTE_MS : HOUR_MS;
  const next = SPARSE_MARKS_MS.findIndex((mark) => overForMs < mark);
  const mark = SPARSE_MARKS_MS[next];
  return mark === undefined ? null : mark - (SPARSE_MARKS_MS[next - 1] ?? 0);
}
