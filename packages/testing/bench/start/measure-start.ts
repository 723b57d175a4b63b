import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { z } from 'zod';
import type { BenchEnv } from '../env.ts';
import { median } from '../load/percentile.ts';
import { mainOf } from '../system/repository.ts';

const READY = /runs with/;
const PATIENCE_MS = 60_000;

/** How long a start takes when the data is there already, in seconds: the median of `starts`. */
export async function measureStart(config: {
  env: BenchEnv;
  dataDir: string;
  starts: number;
}): Promise<number> {
  const variables = {
    ...config.env.inherited,
    NODE_ENV: 'development',
    DATA_DIR: config.dataDir,
    PORT: await freePort(),
    SANDBOX_PORT: await freePort(),
    WORKER_PORT: await freePort(),
  };
  await startOnce(variables);
  const times: number[] = [];
  for (let start = 0; start < config.starts; start += 1) times.push(await startOnce(variables));
  return median(times);
}

/** From spawning the program to the line that says it runs. Stops it again. */
async function startOnce(variables: NodeJS.ProcessEnv): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [mainOf('cli'), 'start'], {
    env: variables,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const gone = once(child, 'exit');
  let output = '';
  const ready = new Promise<number>((resolve) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (READY.test(output)) resolve(performance.now());
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
  });
  const timer = AbortSignal.timeout(PATIENCE_MS);
  const readyAt = await Promise.race([
    ready,
    gone.then(() => undefined),
    once(timer, 'abort').then(() => undefined),
  ]);
  child.kill('SIGINT');
  await gone;
  if (readyAt === undefined) throw new Error(`chatpay start did not start: ${output.trim()}`);
  return (readyAt - startedAt) / 1000;
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = z.object({ port: z.number() }).parse(server.address());
  server.close();
  await once(server, 'close');
  return String(port);
}
