import type { PgPool, PgPoolClient } from 'bullmq';
import { Pool } from 'pg';
import { settlesWithin } from './deadline.ts';
import type { OutageLog } from './outage-log.ts';

export const SCHEMA = 'bullmq';

// A ring lost in a crash is rung again by the sweep, so no ring waits for the disk.
const SESSION = `-c search_path=${SCHEMA} -c synchronous_commit=off`;
const CLOSE_MS = 2_000;

export type PostgresPoolConfig = {
  url: string;
  max: number;
  /** How long connecting, and then each query, may take. */
  timeoutMs: number;
  outage: OutageLog;
};

export type PostgresPool = { pool: PgPool; close(): Promise<void> };

/** A bounded pool as BullMQ wants it, in the queue's own schema. */
export function createPostgresPool({
  url,
  max,
  timeoutMs,
  outage,
}: PostgresPoolConfig): PostgresPool {
  const inner = new Pool({
    connectionString: url,
    max,
    options: SESSION,
    application_name: 'chatpay-queue',
    keepAlive: true,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
  });
  inner.on('error', outage.failed);
  inner.on('connect', (client) => {
    // Between checkout and its first query nobody else listens, and an unheard error ends the process.
    client.on('error', outage.failed);
    outage.recovered();
  });

  const fail = (error: unknown): never => {
    if (!isOutage(error)) throw error;
    outage.failed(error);
    throw toRefused(error);
  };
  const pool: PgPool = {
    query: (text, values) => inner.query(text, values ? [...values] : undefined).catch(fail),
    connect: async () => oneAtATime(await inner.connect().catch(fail)),
    end: () => inner.end(),
    on: () => pool,
    removeAllListeners: () => pool,
  };

  return {
    pool,
    async close() {
      await settlesWithin(inner.end(), CLOSE_MS);
    },
  };
}

/** pg is giving up its own waiting line, and all queues of a process speak to one LISTEN client. */
function oneAtATime(client: PgPoolClient): PgPoolClient {
  const query = client.query.bind(client);
  let last: Promise<unknown> = Promise.resolve();
  client.query = (text, values) => {
    const next = last.then(() => query(text, values));
    last = next.catch(() => {});
    return next;
  };
  return client;
}

/** Whether the server or the way to it failed, and not the statement. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return OUTAGE_CODE.test(code) || OUTAGE_MESSAGE.test(error.message);
}

// SQLSTATE: 08 connection, 57P0x shutting down or starting, 53300 full, 25006 read-only standby.
const OUTAGE_CODE = /^(E[A-Z]{4,}|08...|57P0[1-3]|53300|25006)$/;
const OUTAGE_MESSAGE =
  /^(Connection terminated|timeout exceeded|Query read timeout|Client has enc)/;

/** BullMQ waits and tries again only when an error reads ECONNREFUSED; others it drops at once. */
function toRefused(error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  return new Error(`ECONNREFUSED, or as good as that: ${reason}`, { cause: error });
}
