import { Pool } from 'pg';
import { type AppName, type AppProcess, startApp } from './app-process.ts';
import type { DatabaseServer } from './database-server.ts';
import { openPhoneFeed, type PhoneFeed } from './phone-feed.ts';
import type { QueueBackend } from './queue-backends.ts';
import { createSandboxControl, type SandboxControl } from './sandbox-control.ts';
import { applyShop, readDemoShop, type Shop } from './shop-copy.ts';
import { startTcpFront } from './tcp-front.ts';

type Variables = Record<string, string>;

export type StageConfig = {
  server: DatabaseServer;
  queue: QueueBackend;
  gateways?: number;
  workers?: number;
  /** Workers give up early on each other: for tests that kill them or their database. */
  workersDie?: boolean;
  /** Divides the sandbox's waits between the tries of a webhook. 50 unless given. */
  sandboxClockFactor?: number;
  /** Changes the demo shop before it is applied. */
  edit?: (shop: Shop) => void;
};

/** Everything of an installation, running as processes, with the sandbox around it. */
export type Stage = {
  readonly shop: Shop;
  readonly control: SandboxControl;
  readonly feed: PhoneFeed;
  readonly pool: Pool;
  readonly databaseUrl: string;
  readonly queue: QueueBackend;
  /** The one address of all gateways: PUBLIC_URL, and where the sandbox sends its webhooks. */
  readonly gatewayUrl: string;
  start(name: 'gateway' | 'worker', variables?: Variables): Promise<AppProcess>;
  /** The processes of this kind that live. */
  running(name: AppName): AppProcess[];
  /** What is wrong with the processes, in lines: ends nobody asked for, then their own words. */
  complaints(): string[];
  close(): Promise<void>;
};

const SECRETS_KEY = 'Zk1VbqW8sYx0hJt7cRe4Lg9uPa2nDf6oMi3w';

const SWEEP: Variables = { SWEEP_INTERVAL_MS: '300' };
/** What a crash leaves behind is taken up within a test's patience. */
const MORTAL: Variables = { DELIVERY_LEASE_MS: '1500', EVIDENCE_WAIT_MS: '800' };

/** Starts sandbox, gateways and workers on a fresh database with the demo shop. */
export async function openStage(config: StageConfig): Promise<Stage> {
  const processes: AppProcess[] = [];
  try {
    return await build(config, processes);
  } catch (error) {
    await Promise.all(processes.map((each) => each.kill()));
    throw error;
  }
}

async function build(config: StageConfig, processes: AppProcess[]): Promise<Stage> {
  const { server, queue } = config;
  const databaseUrl = await server.freshDatabase();
  await queue.empty(databaseUrl).catch(() => {});
  const running = (name: AppName) => processes.filter((each) => each.name === name && each.alive());
  const front = await startTcpFront(() =>
    running('gateway').map(({ port }) => ({ host: '127.0.0.1', port })),
  );
  const gatewayUrl = `http://127.0.0.1:${front.port}`;
  const sandbox = await startApp('sandbox', {
    SANDBOX_PORT: '0',
    SANDBOX_CLOCK_FACTOR: String(config.sandboxClockFactor ?? 50),
    GATEWAY_URL: gatewayUrl,
  });
  processes.push(sandbox);
  const sandboxUrl = `http://localhost:${sandbox.port}`;
  const shop = await readDemoShop(sandboxUrl);
  config.edit?.(shop);
  await applyShop(shop, { databaseUrl, secretsKey: SECRETS_KEY });
  const pool = new Pool({ connectionString: databaseUrl, max: 4 });
  pool.on('error', () => {});
  const variables = variablesFor(config, { databaseUrl, gatewayUrl });
  const feed = await openPhoneFeed(sandboxUrl);
  const stage: Stage = {
    shop,
    control: createSandboxControl(sandboxUrl),
    feed,
    pool,
    databaseUrl,
    queue,
    gatewayUrl,
    running,
    async start(name, extra = {}) {
      const started = await startApp(name, { ...variables[name], ...extra });
      processes.push(started);
      return started;
    },
    complaints: () => complaintsOf(processes),
    async close() {
      await pool.end();
      const ours = processes.filter(({ name }) => name !== 'sandbox');
      await Promise.all(ours.map((each) => each.stop()));
      feed.close();
      await sandbox.stop();
      await front.close();
    },
  };
  await Promise.all([
    ...Array.from({ length: config.gateways ?? 1 }, () => stage.start('gateway')),
    ...Array.from({ length: config.workers ?? 1 }, () => stage.start('worker')),
  ]);
  return stage;
}

function variablesFor(
  { queue, workersDie = false }: StageConfig,
  { databaseUrl, gatewayUrl }: { databaseUrl: string; gatewayUrl: string },
): Record<'gateway' | 'worker', Variables> {
  const both: Variables = {
    DATABASE_URL: databaseUrl,
    PUBLIC_URL: gatewayUrl,
    SECRETS_KEY,
    LOG_LEVEL: 'warn',
    ...(queue.redisUrl === undefined ? {} : { REDIS_URL: queue.redisUrl }),
  };
  return {
    gateway: { ...both, PORT: '0' },
    worker: { ...both, WORKER_PORT: '0', ...SWEEP, ...(workersDie ? MORTAL : {}) },
  };
}

function complaintsOf(processes: AppProcess[]): string[] {
  return processes.flatMap((each) => {
    const lines = each.complaints().slice(-8);
    const state = each.alive() ? 'lives' : 'has ended';
    return lines.length === 0 ? [] : [`-- ${each.name} ${each.pid}, which ${state}:`, ...lines];
  });
}
