import { setTimeout as pause } from 'node:timers/promises';
import type { Connections } from './connections.ts';

export type ClosedLoopRun = {
  /** Answers of 200 a second, after the warm-up. */
  perSecond: number;
  /** All answers of 200, the warm-up's too. */
  answered: number;
  /** Every other answer. */
  failures: number;
};

/** Saturation: every connection sends its next request the moment the last one is answered. */
export async function runClosedLoop(loop: {
  connections: Connections;
  warmUpSeconds: number;
  seconds: number;
  nextRequest(): Buffer;
}): Promise<ClosedLoopRun> {
  let answered = 0;
  let failures = 0;
  let underWay = 0;
  let ending = false;

  const send = () => {
    underWay += 1;
    loop.connections.send(loop.nextRequest(), (status) => {
      underWay -= 1;
      if (status === 200) answered += 1;
      else failures += 1;
      if (!ending) send();
    });
  };
  for (let line = 0; line < loop.connections.count; line += 1) send();
  await pause(loop.warmUpSeconds * 1000);
  const before = { answered, at: performance.now() };
  await pause(loop.seconds * 1000);
  const perSecond = ((answered - before.answered) * 1000) / (performance.now() - before.at);
  ending = true;
  while (underWay > 0) await pause(5);
  return { perSecond, answered, failures };
}
