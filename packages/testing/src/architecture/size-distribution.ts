import type { Repository } from './model.ts';

/** How long files and functions are, as one line of text: median, 90th percentile and maximum. */
export function sizeDistribution({ sources }: Repository): string {
  const files = sources.map(({ lines }) => lines);
  const functions = sources.flatMap((source) => source.functions.map(({ lines }) => lines));
  return `lines of ${describeSizes('files', files)}; of ${describeSizes('functions', functions)}`;
}

function describeSizes(what: string, sizes: number[]): string {
  const sorted = sizes.toSorted((left, right) => left - right);
  const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
  return `${sorted.length} ${what}: median ${at(0.5)}, p90 ${at(0.9)}, max ${at(1)}`;
}
