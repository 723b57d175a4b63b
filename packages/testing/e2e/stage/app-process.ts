import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { env } from '../env.ts';

const APPS = fileURLToPath(new URL('../../../../apps/', import.meta.url));
const START_MS = 30_000;
const STOP_MS = 20_000;
const KEPT_LINES = 30;

export type AppName = 'gateway' | 'worker' | 'sandbox';

/** One of our apps as a process of its own, as built. */
export type AppProcess = {
  readonly name: AppName;
  readonly port: number;
  readonly pid: number;
  /** True until the process is gone, for whatever reason. */
  alive(): boolean;
  /** Resolves with the signal or exit code once the process is gone. */
  readonly gone: Promise<string>;
  /** Asks it to stop, as an operator would, and waits. Throws when it does not. */
  stop(): Promise<void>;
  /** SIGKILL, and waits. */
  kill(): Promise<void>;
  /** The newest lines it complained with (warnings and worse, and anything on stderr). */
  complaints(): string[];
};

/** Starts an app and resolves when it says that it listens. Throws with its words otherwise. */
export async function startApp(
  name: AppName,
  variables: Record<string, string>,
): Promise<AppProcess> {
  const lines: string[] = [];
  const child = fork(`${APPS}${name}/dist/main.js`, {
    cwd: `${APPS}${name}`,
    env: { PATH: env.PATH, HOME: env.HOME, ...variables },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  collectComplaints(child, lines);
  const gone = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? String(code)));
  });
  const port = await readyPort(child, { name, gone, lines });
  const alive = () => child.exitCode === null && child.signalCode === null;
  return {
    name,
    port,
    pid: child.pid ?? 0,
    alive,
    gone,
    complaints: () => lines,
    async stop() {
      if (!alive()) return;
      child.kill('SIGTERM');
      const insist = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      const how = await gone;
      clearTimeout(insist);
      if (how === 'SIGKILL') throw new Error(`The ${name} did not stop within ${STOP_MS} ms`);
    },
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

async function readyPort(
  child: ChildProcess,
  { name, gone, lines }: { name: AppName; gone: Promise<string>; lines: string[] },
): Promise<number> {
  const timer = AbortSignal.timeout(START_MS);
  const outcome = await Promise.race([
    once(child, 'message'),
    gone.then((how) => `it ended with ${how}`),
    once(timer, 'abort').then(() => 'it said nothing'),
  ]);
  const port = typeof outcome === 'string' ? null : portIn(outcome[0]);
  if (port !== null) return port;
  child.kill('SIGKILL');
  throw new Error(`The ${name} did not start: ${String(outcome)}\n${lines.join('\n')}`);
}

function portIn(message: unknown): number | null {
  if (typeof message !== 'object' || message === null || !('port' in message)) return null;
  return typeof message.port === 'number' ? message.port : null;
}

/** The sandbox tells of every start in its log; everything else a process says is a complaint. */
function collectComplaints({ stdout, stderr }: ChildProcess, lines: string[]): void {
  for (const input of [stdout, stderr]) {
    if (!input) continue;
    createInterface({ input }).on('line', (line) => {
      if (line.includes('"level":30,')) return;
      lines.push(line.slice(0, 400));
      if (lines.length > KEPT_LINES) lines.shift();
    });
  }
}
