import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@chatpay/core';
import { type Connection, connect, migrate } from '@chatpay/db';
import { startEmbeddedPostgres } from '@chatpay/db/embedded';
import pg from 'pg';
import { testEnv } from './env.ts';

export type TestDatabase = {
  /** Address of an empty database of its own. */
  url: string;
  /** Drops the database and gives the server back. */
  drop(): Promise<void>;
};

/**
 * A fresh, empty database on a real server: TEST_DATABASE_URL's, else the embedded one, which all
 * tests of this machine share and the last of them stops.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = await openServer();
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onServer(server.url, `create database ${name}`);
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async drop() {
      await onServer(server.url, `drop database if exists ${name} with (force)`);
      await server.stop();
    },
  };
}

export type TestConnection = Connection & { url: string; drop(): Promise<void> };

/** A fresh database with the newest schema, and a connection to it. */
export async function withDatabase(): Promise<TestConnection> {
  const database = await createTestDatabase();
  await migrate(database.url);
  const connection = connect({
    url: database.url,
    max: 8,
    applicationName: 'chatpay-test',
    onError: () => {},
  });
  return {
    ...connection,
    url: database.url,
    async drop() {
      await connection.close();
      await database.drop();
    },
  };
}

async function openServer(): Promise<{ url: string; stop(): Promise<void> }> {
  if (testEnv.databaseUrl) return { url: testEnv.databaseUrl, stop: async () => {} };
  return startEmbeddedPostgres({
    dataDir: join(tmpdir(), 'chatpay-test-postgres'),
    logger: silentLogger,
  });
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
