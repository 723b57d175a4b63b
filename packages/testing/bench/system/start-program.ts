import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** A program that is being measured, as a process of its own. */
export type Program = {
  name: string;
  pid: number;
  /** Where it listens. 0 for programs that were given port 0 and do not tell. */
  port: number;
  /** Ends it; resolves when it is gone. */
  stop(): Promise<void>;
};

export type ProgramConfig = {
  name: string;
  main: string;
  variables: NodeJS.ProcessEnv;
  /** Where its log goes. */
  folder: string;
  /** Where Node writes a CPU profile of it, if anywhere. */
  profiles?: string | undefined;
};

const START_MS = 60_000;
const STOP_MS = 20_000;

const listening = z.object({ kind: z.literal('listening'), port: z.number() });

/** Starts a program and waits until it says that it listens. Throws when it does not. */
export async function startProgram(config: ProgramConfig): Promise<Program> {
  const log = join(config.folder, `${config.name}.log`);
  const file = openSync(log, 'a');
  const child = fork(config.main, {
    env: config.variables,
    stdio: ['ignore', file, file, 'ipc'],
    execArgv: config.profiles
      ? ['--cpu-prof', `--cpu-prof-dir=${config.profiles}`, `--cpu-prof-name=${profileOf(config)}`]
      : [],
  });
  const { name } = config;
  const said: unknown[] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => ['ended']),
    once(AbortSignal.timeout(START_MS), 'abort').then(() => ['silent']),
  ]);
  const parsed = listening.safeParse(said[0]);
  if (!parsed.success || child.pid === undefined) {
    await end(child);
    throw new Error(`${name} did not start; its log is ${log}`);
  }
  return { name, pid: child.pid, port: parsed.data.port, stop: () => end(child) };
}

function profileOf({ name }: ProgramConfig): string {
  return `${name}-${Date.now()}.cpuprofile`;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const insist = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await gone;
  clearTimeout(insist);
}
