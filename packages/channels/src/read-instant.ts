const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);
/** Below this a number counts seconds. As milliseconds it would be before September 2001. */
const FIRST_MILLISECONDS = 1e12;

/** A Unix time in seconds or milliseconds, as number or text. Null when it cannot be one. */
export function readInstant(value: unknown): Date | null {
  const count = toNumber(value);
  if (!Number.isFinite(count)) return null;
  const milliseconds = count < FIRST_MILLISECONDS ? count * 1000 : count;
  if (milliseconds < EARLIEST || milliseconds > LATEST) return null;
  return new Date(Math.trunc(milliseconds));
}

function toNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : Number.NaN;
}
