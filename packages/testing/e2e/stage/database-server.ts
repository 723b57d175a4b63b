import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@chatpay/core';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@chatpay/db/embedded';
import { Client } from 'pg';
import { env } from '../env.ts';
import { startTcpFront, type Target, type TcpFront } from './tcp-front.ts';

/** A PostgreSQL server at an address that outlives its restarts. */
export type DatabaseServer = {
  /** The address of a new, empty database. */
  freshDatabase(): Promise<string>;
  /** Fast shutdown: every session is cut, nothing answers until `start`. */
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
};

/** The server of TEST_DATABASE_URL, else the embedded one with its data in a temporary folder. */
export async function openDatabaseServer(): Promise<DatabaseServer> {
  return env.TEST_DATABASE_URL === undefined
    ? openEmbedded()
    : openGiven(new URL(env.TEST_DATABASE_URL));
}

async function openEmbedded(): Promise<DatabaseServer> {
  const folder = await mkdtemp(join(tmpdir(), 'chatpay-e2e-pg-'));
  const run = () => startEmbeddedPostgres({ dataDir: folder, logger: silentLogger });
  let server: EmbeddedPostgres | undefined = await run();
  const credentials = new URL(server.url);
  const front = await startTcpFront(() => (server ? [targetOf(new URL(server.url))] : []));
  return {
    freshDatabase: () => createDatabase(through(front, credentials)),
    async stop() {
      const stopping = server;
      server = undefined;
      front.cut();
      await stopping?.stop();
    },
    async start() {
      server ??= await run();
    },
    async close() {
      await front.close();
      await server?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A server that is not ours is not stopped: the way to it is cut instead. */
async function openGiven(url: URL): Promise<DatabaseServer> {
  let reachable = true;
  const front = await startTcpFront(() => (reachable ? [targetOf(url)] : []));
  const made: string[] = [];
  return {
    async freshDatabase() {
      const address = await createDatabase(through(front, url));
      made.push(new URL(address).pathname.slice(1));
      return address;
    },
    async stop() {
      reachable = false;
      front.cut();
    },
    async start() {
      reachable = true;
    },
    async close() {
      await front.close();
      for (const name of made) {
        await withClient(url, (client) => client.query(`drop database ${name} with (force)`));
      }
    },
  };
}

async function createDatabase(server: URL): Promise<string> {
  const name = `e2e_${randomBytes(6).toString('hex')}`;
  await withClient(server, (client) => client.query(`create database ${name}`));
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function withClient(url: URL, use: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}

function targetOf(url: URL): Target {
  return { host: url.hostname, port: Number(url.port || 5432) };
}

function through(front: TcpFront, url: URL): URL {
  const way = new URL(url);
  way.host = `127.0.0.1:${front.port}`;
  // A socket's folder would lead past the front.
  way.searchParams.delete('host');
  return way;
}
