import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

/** One of our apps running as a process of its own. */
export type App = {
  name: string;
  /** Resolves when the process is gone. Asks first and insists after a while. */
  stop(): Promise<void>;
};

const STOP_MS = 15_000;
const START_MS = 30_000;
const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 10_000;

/**
 * Starts an app and resolves when it says that it listens. Its log goes to a file. When it ends by
 * itself later it is started again, after a pause that grows, and `onRestart` is told.
 */
export async function startApp(config: {
  name: string;
  main: string;
  logFile: string;
  variables: NodeJS.ProcessEnv;
  onRestart(name: string): void;
  /** True from the moment a stop was asked for: what ends then has ended for good. */
  isStopping(): boolean;
}): Promise<App> {
  const log = createWriteStream(config.logFile, { flags: 'a' });
  let child = spawn();
  let stopping = false;
  let pauseMs = FIRST_PAUSE_MS;
  await ready(child, config);
  watch(child);

  function spawn(): ChildProcess {
    const started = fork(config.main, {
      env: config.variables,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    started.stdout?.pipe(log, { end: false });
    started.stderr?.pipe(log, { end: false });
    return started;
  }

  function watch(running: ChildProcess): void {
    running.once('exit', () => {
      if (stopping || config.isStopping()) return;
      config.onRestart(config.name);
      setTimeout(() => {
        if (stopping || config.isStopping()) return;
        pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS);
        child = spawn();
        watch(child);
      }, pauseMs);
    });
  }

  return {
    name: config.name,
    async stop() {
      stopping = true;
      await end(child);
      log.end();
    },
  };
}

async function ready(child: ChildProcess, { name, logFile }: { name: string; logFile: string }) {
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = `${complaint}${chunk.toString()}`.slice(-2_000);
  });
  const timer = AbortSignal.timeout(START_MS);
  const outcome = await Promise.race([
    once(child, 'message').then(() => 'listening' as const),
    once(child, 'exit').then(() => 'ended' as const),
    once(timer, 'abort').then(() => 'silent' as const),
  ]);
  if (outcome === 'listening') return;
  await end(child);
  const reason = complaint.trim() || `it was ${outcome} at start; its log is ${logFile}`;
  throw new Error(`The ${name} did not start: ${reason}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const insist = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await gone;
  clearTimeout(insist);
}
