import { spawn } from 'node:child_process';

/** A failure that is told to the person in its own words, without a stack. */
export class Failure extends Error {}

/**
 * Starts a command. A signal that reaches this process is passed on to it once. `finished` and
 * `collected` resolve with its exit code; `collected` keeps the output back and returns it.
 */
export function run(command, args, options) {
  return {
    finished: () => follow(spawn(command, args, { stdio: 'inherit', ...options })),
    async collected() {
      const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
      const chunks = [];
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (chunk) => chunks.push(chunk));
      }
      const outcome = await follow(child);
      return { ...outcome, output: Buffer.concat(chunks).toString() };
    },
  };
}

/** Runs a script's main function; a Failure becomes one line and exit code 1. */
export async function main(body) {
  endWithParent();
  try {
    await body();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

/** npm starts us through a shell that dies of a signal without passing it on. */
function endWithParent() {
  const { npm_lifecycle_event: underNpm } = process.env;
  if (underNpm === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  watch.unref();
}

const SIGNALS = ['SIGINT', 'SIGTERM'];

async function follow(child) {
  let stopped = null;
  const pass = (signal) => {
    if (stopped === null) child.kill(signal);
    stopped = signal;
  };
  for (const signal of SIGNALS) process.on(signal, pass);
  try {
    const code = await new Promise((resolve, reject) => {
      child.once('error', (error) =>
        reject(new Failure(`${child.spawnfile} did not start: ${error.message}`)),
      );
      child.once('close', (exitCode) => resolve(exitCode ?? 1));
    });
    if (stopped !== null) throw new Failure('Stopped.');
    return { code };
  } finally {
    for (const signal of SIGNALS) process.off(signal, pass);
  }
}
