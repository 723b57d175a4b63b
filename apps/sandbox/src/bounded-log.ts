/** A list that forgets its oldest entries. Appending is constant time on average. */
export interface BoundedLog<T> {
  append(entry: T): void;
  /** Oldest first, at most the limit. */
  entries(): T[];
  clear(): void;
}

/** A log of the last `limit` entries. */
export function createBoundedLog<T>(limit: number): BoundedLog<T> {
  let kept: T[] = [];
  return {
    append(entry) {
      kept.push(entry);
      if (kept.length >= limit * 2) kept = kept.slice(-limit);
    },
    entries: () => kept.slice(-limit),
    clear() {
      kept = [];
    },
  };
}
