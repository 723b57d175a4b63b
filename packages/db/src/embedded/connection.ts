import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

export const DATABASE_USER = 'chatpay';
const DATABASE = 'chatpay';

/** A server that runs: its port and its cluster's folder, where its socket lies, too. */
export type RunningServer = { port: number; cluster: string; password: string };

/** The longest path of a socket that every system takes (unix(7): 108 bytes, macOS: 104). */
const MAX_SOCKET_PATH = 103;

/**
 * The address of the application's database: through the socket, which costs half of what a TCP
 * connection does, or over 127.0.0.1 where there is none that can be reached. The password is made
 * of URL-safe characters.
 */
export function databaseUrl(server: RunningServer, database = DATABASE): string {
  const { port, cluster, password } = server;
  const url = `postgresql://${DATABASE_USER}:${password}@127.0.0.1:${port}/${database}`;
  const socket = join(cluster, `.s.PGSQL.${port}`);
  const isReachable = Buffer.byteLength(socket) <= MAX_SOCKET_PATH && existsSync(socket);
  return isReachable ? `${url}?host=${encodeURIComponent(cluster)}` : url;
}

/** Creates the application's database when it is missing. Throws when the server refuses us. */
export async function ensureDatabase(server: RunningServer): Promise<void> {
  const client = new pg.Client({
    connectionString: databaseUrl(server, 'postgres'),
    connectionTimeoutMillis: 30_000,
  });
  await client.connect();
  try {
    const found = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}
