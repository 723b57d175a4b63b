import { setTimeout as pause } from 'node:timers/promises';
import type { Connections } from './connections.ts';
import { createSchedule } from './schedule.ts';

export type OpenLoop = {
  connections: Connections;
  perSecond: number;
  /** Arrivals before that are sent and not measured. */
  warmUpSeconds: number;
  seconds: number;
  requestFor(index: number): Buffer;
};

export type OpenLoopRun = {
  /** From the moment the arrival was due to its reply. Infinity where no reply came. */
  latenciesMs: number[];
  /** From the moment the arrival was due to its sending: how late this generator was itself. */
  latenessMs: number[];
  /** Replies other than 200, measured or not. */
  failures: number;
  /** When an arrival was due, on the clock of `performance.now()`. */
  dueAtMs(index: number): number;
  /** The first arrival that is measured, and the first that is not there. */
  measured: { from: number; to: number };
};

const TICK_MS = 1;
const PATIENCE_MS = 15_000;

/** Sends at a constant rate, whatever the server does, and waits for the replies. */
export async function runOpenLoop(loop: OpenLoop): Promise<OpenLoopRun> {
  const seconds = loop.warmUpSeconds + loop.seconds;
  const schedule = createSchedule({ perSecond: loop.perSecond, seconds });
  const from = Math.ceil(loop.warmUpSeconds * loop.perSecond);
  const repliedMs = new Float64Array(schedule.total).fill(Number.POSITIVE_INFINITY);
  const latenessMs = new Float64Array(schedule.total);
  const startedAt = performance.now();
  let sent = 0;
  let replied = 0;
  let failures = 0;

  const send = (index: number) => {
    latenessMs[index] = performance.now() - startedAt - schedule.dueMs(index);
    loop.connections.send(loop.requestFor(index), (status) => {
      replied += 1;
      if (status === 200) repliedMs[index] = performance.now() - startedAt;
      else failures += 1;
    });
  };
  while (sent < schedule.total) {
    const due = schedule.dueBy(performance.now() - startedAt);
    while (sent < due) {
      send(sent);
      sent += 1;
    }
    await pause(TICK_MS);
  }
  const givesUpAt = performance.now() + PATIENCE_MS;
  while (replied < schedule.total && performance.now() < givesUpAt) await pause(5);

  return {
    latenciesMs: [...repliedMs.subarray(from)].map(
      (at, index) => at - schedule.dueMs(from + index),
    ),
    latenessMs: [...latenessMs.subarray(from)],
    failures: failures + schedule.total - replied,
    dueAtMs: (index) => startedAt + schedule.dueMs(index),
    measured: { from, to: schedule.total },
  };
}
