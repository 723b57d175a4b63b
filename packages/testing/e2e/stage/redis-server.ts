import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tellRedis } from './redis-wire.ts';
import { until } from './until.ts';

/** A Redis of our own that can be stopped and started, memory only. */
export type RedisServer = {
  readonly url: string;
  /** SIGKILL: what it held is gone. */
  stop(): Promise<void>;
  start(): Promise<void>;
};

/** Whether this machine has a `redis-server` to start. */
export function hasRedisServer(): boolean {
  return spawnSync('redis-server', ['--version']).status === 0;
}

/** Starts a Redis on a free loopback port, where it comes back after every stop. */
export async function startRedisServer(): Promise<RedisServer> {
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;

  async function start(): Promise<void> {
    const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', ''];
    child = spawn('redis-server', settings, { stdio: 'ignore' });
    await until(() => tellRedis(url, 'PING'), { what: 'redis-server' });
  }

  await start();
  return {
    url,
    start,
    async stop() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

export async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
