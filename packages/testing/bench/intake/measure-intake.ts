import { fileURLToPath } from 'node:url';
import { type Connections, openConnections } from '../load/connections.ts';
import { median, summarize } from '../load/percentile.ts';
import { runClosedLoop } from '../load/run-closed-loop.ts';
import { runOpenLoop } from '../load/run-open-loop.ts';
import { onServer } from '../system/databases.ts';
import { type Stage, startOn } from '../system/stage.ts';
import type { Program } from '../system/start-program.ts';
import { cpuSeconds } from '../system/watch-process.ts';
import { createTextWebhooks, type TextWebhooks } from './text-webhook.ts';

/** Medians over the rounds. */
export type DoorFigures = {
  mostPerSecond: number;
  cpuMsEach: number;
  p50Ms: number;
  p99Ms: number;
  latenessMs: number;
};

export type IntakeFigures = {
  perSecond: number;
  /** The real gateway; the same without the INSERT; Express and an HMAC. */
  gateway: DoorFigures;
  withoutInsert: DoorFigures;
  bare: DoorFigures;
  /** Median of the rounds' own ratios, so that a change of the machine's mood cancels out. */
  toWithoutInsert: number;
  toBare: number;
};

type Door = { program: Program; connections: Connections; rounds: Round[]; answered: number };
type Round = DoorFigures;

/** Signed webhook intake at three doors, in rounds that go from door to door. */
export async function measureIntake(
  stage: Stage,
  { databaseUrl, persons }: { databaseUrl: string; persons: number },
): Promise<IntakeFigures> {
  const without = await stage.databases.create('without_insert', stage.template);
  const doors = {
    gateway: await openDoor(stage, databaseUrl, { name: 'gateway' }),
    withoutInsert: await openDoor(stage, without, benchProgram('gateway-without-insert')),
    bare: await openDoor(stage, without, benchProgram('bare-express')),
  };
  const all = [doors.gateway, doors.withoutInsert, doors.bare];
  try {
    const before = await countStored(databaseUrl);
    const webhooks = createTextWebhooks({ shops: stage.shops, persons });
    for (let round = 0; round < stage.options.intake.rounds; round += 1) {
      for (const door of rotated(all, round)) await measureDoor(stage, door, webhooks);
    }
    const stored = (await countStored(databaseUrl)) - before;
    if (stored !== doors.gateway.answered) {
      throw new Error(`${doors.gateway.answered} webhooks were answered and ${stored} are stored`);
    }
    return {
      perSecond: stage.options.intake.perSecond,
      gateway: middle(doors.gateway),
      withoutInsert: middle(doors.withoutInsert),
      bare: middle(doors.bare),
      toWithoutInsert: ratio(doors.gateway, doors.withoutInsert),
      toBare: ratio(doors.gateway, doors.bare),
    };
  } finally {
    for (const { connections } of all) connections.close();
    await Promise.all(all.map(({ program }) => program.stop()));
    await stage.redis?.queue.empty();
  }
}

async function openDoor(
  stage: Stage,
  databaseUrl: string,
  program: { name: 'gateway' } | { name: string; main: string },
): Promise<Door> {
  const started = await startOn(stage, databaseUrl, program);
  const { connections: count } = stage.options.intake;
  const connections = openConnections({ port: started.port, count });
  return { program: started, connections, rounds: [], answered: 0 };
}

function benchProgram(name: string): { name: string; main: string } {
  return { name, main: fileURLToPath(new URL(`./${name}.js`, import.meta.url)) };
}

/** One round at one door: as much as it takes, and then a fixed rate. */
async function measureDoor(stage: Stage, door: Door, webhooks: TextWebhooks): Promise<void> {
  const { perSecond, warmUpSeconds, seconds } = stage.options.intake;
  const { connections, program } = door;
  const phase = { connections, warmUpSeconds, seconds };
  const cpuBefore = cpuSeconds(program.pid);
  const most = await runClosedLoop({ ...phase, nextRequest: webhooks.next });
  const cpuMsEach = ((cpuSeconds(program.pid) - cpuBefore) * 1000) / most.answered;
  await stage.redis?.queue.empty();
  const fixed = await runOpenLoop({ ...phase, perSecond, requestFor: webhooks.next });
  const failures = most.failures + fixed.failures;
  if (failures > 0) throw new Error(`${program.name} refused ${failures} webhooks`);

  const { p50, p99 } = summarize(fixed.latenciesMs);
  door.answered += most.answered + fixed.measured.to;
  door.rounds.push({
    mostPerSecond: most.perSecond,
    cpuMsEach,
    p50Ms: p50,
    p99Ms: p99,
    latenessMs: summarize(fixed.latenessMs).p99,
  });
  stage.say(`  ${program.name}: ${Math.round(most.perSecond)}/s, p99 ${p99.toFixed(1)} ms`);
}

/** No door is always the first of a round. */
function rotated<T>(all: T[], by: number): T[] {
  const first = by % all.length;
  return [...all.slice(first), ...all.slice(0, first)];
}

function middle({ rounds }: Door): DoorFigures {
  const of = (pick: (round: Round) => number) => median(rounds.map(pick));
  return {
    mostPerSecond: of((round) => round.mostPerSecond),
    cpuMsEach: of((round) => round.cpuMsEach),
    p50Ms: of((round) => round.p50Ms),
    p99Ms: of((round) => round.p99Ms),
    latenessMs: of((round) => round.latenessMs),
  };
}

function ratio(door: Door, other: Door): number {
  return median(
    door.rounds.map(
      ({ mostPerSecond }, round) =>
        mostPerSecond / (other.rounds[round]?.mostPerSecond ?? Number.NaN),
    ),
  );
}

async function countStored(databaseUrl: string): Promise<number> {
  const { rows } = await onServer(databaseUrl, (client) =>
    client.query<{ stored: number }>(
      `select count(*)::int as stored from inbox where state = 'ready' and source = 'channel'`,
    ),
  );
  return rows[0]?.stored ?? Number.NaN;
}
