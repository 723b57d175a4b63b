import type { Memory } from './read-memory.ts';

/** Every event we took is settled, and none had to be laid aside. `parked` names expected reasons. */
export function checkInbox({ inbox }: Memory, parked: readonly string[]): string[] {
  return inbox
    .filter(({ state, reason }) =>
      state === 'parked' ? !parked.includes(reason ?? '') : state === 'ready',
    )
    .map(
      ({ source, eventKey, state, attempts, reason }) =>
        `inbox ${source} ${eventKey}: ${state} after ${attempts} attempts (${reason ?? 'fresh'})`,
    );
}
