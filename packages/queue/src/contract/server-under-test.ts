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

/** Database 9 of the given server, which is emptied. */
export async function startRedisUnderTest(server: string): Promise<ServerUnderTest> {
  const url = new URL('/9', server);
  const admin = new Redis(url.href);
  await admin.flushdb();
  const own = await admin.client('ID');
  const proxy = await startCuttableProxy(target(url, 6379));
  return {
    backend: { kind: 'redis', url: through(proxy, url) },
    proxy,
    async dropConnections() {
      const clients = String(await admin.client('LIST')).split('\n');
      const ids = clients
        .filter((line) => / db=9 /.test(line))
        .map((line) => /id=(\d+)/.exec(line));
      for (const id of ids) {
        if (id?.[1] && Number(id[1]) !== own) await admin.client('KILL', 'ID', id[1]);
      }
    },
    async empty() {
      await admin.flushdb();
    },
    async storedJobs() {
      const keys = await admin.keys('chatpay:*');
      return keys.filter((key) => /:\d+$/.test(key)).length;
    },
    async close() {
      await proxy.close();
      admin.disconnect();
    },
  };
}

function target(url: URL, port: number) {
  return { host: url.hostname, port: Number(url.port) || port };
}

function through({ port }: CuttableProxy, url: URL): string {
  const way = new URL(url);
  way.host = `127.0.0.1:${port}`;
  return way.href;
}
