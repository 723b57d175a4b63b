import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { isLive } from '../../guardian/live-process.mjs';
import type { DataDirectory } from './data-directory.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { until } from './until.ts';

export type ServerCommand = {
  command: string;
  args: string[];
  cwd: string;
  uid?: number;
  gid?: number;
  logFile: string;
};

/** The process that keeps the server for us and stops it when we are gone. */
export type Guardian = {
  run(server: ServerCommand): void;
  /** Why the server it ran has ended; null while it runs. */
  ended(): string | null;
  /** From now on an end of the server is reported, and the program may exit without a farewell. */
  standBack(): void;
  /** Lets go. Resolves when the server has stopped, or at once when others still use it. */
  release(): Promise<void>;
};

const SCRIPT = fileURLToPath(new URL('../../guardian/postgres-guardian.mjs', import.meta.url));
const OTHERS_STOP_MS = 90_000;

/**
 * Starts a guardian and waits for those that are just stopping the server to finish. `onEnded` hears of
 * a server that ends while it is in use.
 */
export async function startGuardian(
  { holders, cluster }: DataDirectory,
  onEnded: (reason: string) => void,
): Promise<Guardian> {
  const child = spawn(process.execPath, [SCRIPT, holders, cluster], {
    detached: true,
    env: {},
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const guardian = speakWith(child, exited, onEnded);
  await greeting(child);
  await until(() => !isAnyStopping(holders), OTHERS_STOP_MS);
  return guardian;
}

function speakWith(
  child: ChildProcess,
  exited: Promise<void>,
  onEnded: (reason: string) => void,
): Guardian {
  let ended: string | null = null;
  let isOnDuty = false;
  child.stdin?.on('error', () => undefined);
  if (child.stdout) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const news: { kind: string; reason?: string } = JSON.parse(line);
      if (news.kind !== 'exited') return;
      ended = news.reason ?? '';
      if (isOnDuty) onEnded(ended);
    });
  }
  return {
    run(server) {
      ended = null;
      child.stdin?.write(`${JSON.stringify(server)}\n`);
    },
    ended: () => ended,
    standBack() {
      isOnDuty = true;
      child.unref();
      for (const stream of [child.stdin, child.stdout]) {
        if (stream instanceof Socket) stream.unref();
      }
    },
    async release() {
      isOnDuty = false;
      child.ref();
      child.stdin?.end();
      await exited;
    },
  };
}

async function greeting(child: ChildProcess): Promise<void> {
  const outcome = await Promise.race([
    child.stdout && once(child.stdout, 'data'),
    once(child, 'exit').then(() => 'gone' as const),
  ]);
  if (outcome !== 'gone') return;
  throw new EmbeddedPostgresError('not_started', 'The guardian of the database did not start.');
}

/** Also sweeps away what guardians that were killed have left. */
function isAnyStopping(holders: string): boolean {
  let isStopping = false;
  for (const name of readdirSync(holders)) {
    const token = name.slice(0, name.lastIndexOf('.'));
    if (!isLive(token)) rmSync(join(holders, name), { force: true });
    else if (name.endsWith('.stopping')) isStopping = true;
  }
  return isStopping;
}
