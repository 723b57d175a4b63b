/** Runs at most so many tasks at once; the others wait in the order they came. */
export interface Slots {
  run<T>(task: () => Promise<T>): Promise<T>;
}

/** `limit` slots. */
export function createSlots(limit: number): Slots {
  const waiting: (() => void)[] = [];
  let busy = 0;

  return {
    async run(task) {
      if (busy >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
      else busy += 1;
      try {
        return await task();
      } finally {
        // The slot passes to the next in line without ever counting as free.
        const next = waiting.shift();
        if (next) next();
        else busy -= 1;
      }
    },
  };
}
