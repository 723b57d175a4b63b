import { Redis } from 'ioredis';
import { Client } from 'pg';
import type { QueueConfig } from '../create-queue.ts';
import { type CuttableProxy, startCuttableProxy } from './cuttable-proxy.ts';

/** A server the contract runs against, empty, with the ways to hurt it. */
export type ServerUnderTest = {
  backend: QueueConfig['backend'];
  proxy: CuttableProxy;
  /** Ends every connection of the queue, as an administrator would. */
  dropConnections(): Promise<void>;
  /** Forgets everything the queue stored, as FLUSHALL would. */
  empty(): Promise<void>;
  /** How many jobs are stored, in whatever state. */
  storedJobs(): Promise<number>;
  close(): Promise<void>;
};

export type EmptyDatabase = { url: string; drop(): Promise<void> };

/** An empty PostgreSQL database, dropped at the end. */
export async function startPostgresUnderTest(database: EmptyDatabase): Promise<ServerUnderTest> {
  const url = new URL(database.url);
  const admin = new Client({ connectionString: url.href });
  await admin.connect();
  const proxy = await startCuttableProxy(target(url, 5432));
  return {
    backend: { kind: 'postgres', url: through(proxy, url) },
    proxy,
    async dropConnections() {
      await admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name = 'chatpay-queue' AND datname = current_database()`);
    },
    async empty() {
      await admin.query('TRUNCATE bullmq.job, bullmq.event, bullmq.meta, bullmq.metrics CASCADE');
      const { rows } = await admin.query<{ name: string }>(
        "SELECT sequencename AS name FROM pg_sequences WHERE sequencename LIKE 'bullmq_jid_%'",
      );
      for (const { name } of rows) await admin.query(`DROP SEQUENCE bullmq."${name}"`);
    },
    async storedJobs() {
      const { rows } = await admin.query<{ n: number }>('SELECT count(*)::int n FROM bullmq.job');
      return rows[0]?.n ?? 0;
    },
    async close() {
      await proxy.close();
      await admin.end();
      await database.drop();
    },
  };
}

/** A database of the given server that was empty, and is emptied again at the end. */
export async function startRedisUnderTest(server: string): Promise<ServerUnderTest> {
  const url = new URL(server);
  const admin = new Redis(url.href);
  url.pathname = `/${await claimEmptyDatabase(admin)}`;
  const proxy = await startCuttableProxy(target(url, 6379));
  return {
    backend: { kind: 'redis', url: through(proxy, url) },
    proxy,
    async dropConnections() {
      const clients = String(await admin.client('LIST')).split('\n');
      for (const line of clients) {
        const [, id = '', port] = /^id=(\d+) addr=\S*:(\d+) /.exec(line) ?? [];
        if (proxy.farPorts().includes(Number(port))) await admin.client('KILL', 'ID', id);
      }
    },
    async empty() {
      await admin.multi().flushdb().set(CLAIM, '1').exec();
    },
    async storedJobs() {
      const keys = await admin.keys('chatpay:*');
      return keys.filter((key) => /:\d+$/.test(key)).length;
    },
    async close() {
      await proxy.close();
      await admin.flushdb();
      admin.disconnect();
    },
  };
}

const CLAIM = 'queue-contract';

/** Selects, from the last to the first, a database with nothing in it. What is in use stays whole. */
async function claimEmptyDatabase(admin: Redis): Promise<number> {
  for (let database = 15; database > 0; database -= 1) {
    await admin.select(database);
    if ((await admin.dbsize()) > 0) continue;
    if ((await admin.set(CLAIM, '1', 'NX')) === 'OK') return database;
  }
  throw new Error('TEST_REDIS_URL has no empty database among 1 to 15');
}

function target(url: URL, port: number) {
  return { host: url.hostname, port: Number(url.port) || port };
}

function through({ port }: CuttableProxy, url: URL): string {
  const way = new URL(url);
  way.host = `127.0.0.1:${port}`;
  // A socket's folder would lead past the proxy.
  way.searchParams.delete('host');
  return way.href;
}
