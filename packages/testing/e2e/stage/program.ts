import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { env } from '../env.ts';

const CLI = fileURLToPath(new URL('../../../../apps/cli/dist/main.js', import.meta.url));

/** `chatpay start` as a person runs it in a terminal. */
export type Program = {
  /** Everything it printed so far. */
  printed(): string;
  complained(): string;
  /** The program and all it started, directly or not, that live now. */
  family(): number[];
  /** Sends it a signal and waits until it is gone; returns its exit code, or the signal. */
  end(signal: NodeJS.Signals): Promise<number | string>;
  /** Waits until it ends by itself. */
  readonly ended: Promise<number | string>;
};

/** Starts it with these variables and nothing else of the environment that matters. */
export function runProgram(variables: Record<string, string>): Program {
  const child: ChildProcess = spawn(process.execPath, [CLI, 'start'], {
    env: { PATH: env.PATH, HOME: env.HOME, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  let complained = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    complained += chunk.toString();
  });
  const ended = once(child, 'close').then(([code, signal]: unknown[]) =>
    typeof code === 'number' ? code : String(signal),
  );
  return {
    printed: () => printed,
    complained: () => complained,
    family: () => (child.pid === undefined ? [] : descendants(child.pid)),
    ended,
    end(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

/** Which of these processes still live. */
export function living(pids: number[]): number[] {
  const alive = new Set(listProcesses().map(([pid]) => pid));
  return pids.filter((pid) => alive.has(pid));
}

function descendants(root: number): number[] {
  const all = listProcesses();
  const family = [root];
  for (const parent of family) {
    family.push(...all.filter(([, ppid]) => ppid === parent).map(([pid]) => pid));
  }
  return family;
}

/** Process and parent, without those that are dead and only wait to be noticed. */
function listProcesses(): [pid: number, parent: number][] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat=']).toString().trim().split('\n');
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , state]) => !state?.startsWith('Z'))
    .map(([pid, parent]) => [Number(pid), Number(parent)]);
}
