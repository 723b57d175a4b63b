/** Of a list of measurements. All are NaN where there was none. */
export type Summary = { count: number; p50: number; p99: number; max: number };

/** Sorts once. What never came is measured as Infinity and so pushes the high percentiles up. */
export function summarize(values: readonly number[]): Summary {
  const sorted = Float64Array.from(values).sort();
  return {
    count: sorted.length,
    p50: rank(sorted, 0.5),
    p99: rank(sorted, 0.99),
    max: rank(sorted, 1),
  };
}

/** The value in the middle, or between the two middle ones. NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return upper === lower ? upper : (lower + upper) / 2;
}

/** Nearest rank: the smallest value that `share` (above 0, at most 1) of all do not exceed. */
function rank(sorted: Float64Array, share: number): number {
  return sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1] ?? Number.NaN;
}
