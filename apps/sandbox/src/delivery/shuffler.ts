import type { Timers } from './timers.ts';

const HOLD_MS = 250;
const MAX_HELD = 500;

/** Holds what it is given for a moment and lets it go in random order. */
export interface Shuffler {
  hold(release: () => void): void;
  clear(): void;
}

/** Collects for 250 ms from the first one held, or until 500 are held. */
export function createShuffler(timers: Timers, random: () => number): Shuffler {
  let held: (() => void)[] = [];

  function letGo(): void {
    const batch = held;
    held = [];
    for (const release of shuffled(batch, random)) release();
  }

  return {
    hold(release) {
      held.push(release);
      if (held.length === 1) timers.after(HOLD_MS, letGo);
      if (held.length >= MAX_HELD) letGo();
    },
    clear() {
      held = [];
    },
  };
}

/** Fisher and Yates. */
function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const pool = [...items];
  const drawn: T[] = [];
  while (pool.length > 0) drawn.push(...pool.splice(Math.floor(random() * pool.length), 1));
  return drawn;
}
