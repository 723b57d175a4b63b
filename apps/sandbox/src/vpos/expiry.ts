/** Ends sessions when their time is over. */
export interface Expiry {
  watch(id: string, lifeMs: number): void;
  forget(id: string): void;
}

/** Timers of one duration share one list in Node, so tens of thousands cost next to nothing. */
export function createExpiry(expire: (id: string) => void): Expiry {
  const timers = new Map<string, NodeJS.Timeout>();
  return {
    watch(id, lifeMs) {
      const timer = setTimeout(() => {
        timers.delete(id);
        expire(id);
      }, lifeMs);
      timer.unref();
      timers.set(id, timer);
    },
    forget(id) {
      clearTimeout(timers.get(id));
      timers.delete(id);
    },
  };
}
