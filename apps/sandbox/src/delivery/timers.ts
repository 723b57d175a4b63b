/** Timers that can all be dropped at once. */
export interface Timers {
  after(delayMs: number, run: () => void): void;
  clear(): void;
}

/** No timers yet. They do not keep the process alive. */
export function createTimers(): Timers {
  const pending = new Set<NodeJS.Timeout>();
  return {
    after(delayMs, run) {
      const timer = setTimeout(() => {
        pending.delete(timer);
        run();
      }, delayMs);
      timer.unref();
      pending.add(timer);
    },
    clear() {
      for (const timer of pending) clearTimeout(timer);
      pending.clear();
    },
  };
}
