import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import { LendingPool } from './lending-pool.ts';
import { PreparingClient } from './preparing-client.ts';
import * as schema from './schema/index.ts';

export type Connection = {
  db: Database;
  pool: pg.Pool;
  /** Ends the pool; resolves when every connection is closed. */
  close(): Promise<void>;
};

export type ConnectOptions = {
  url: string;
  /** Upper bound of connections this process opens. */
  max: number;
  applicationName: string;
  /** How long an answer may take before the connection counts as dead. 20 s unless given. */
  answerMs?: number;
  /** Told of connections that died; the pool replaces them by itself. */
  onError(error: Error): void;
};

/** Longer than any statement may take, so that the server itself speaks first while it can. */
const ANSWER_MS = 20_000;

/**
 * Every statement looks its rows up by key, and is planned once for all values. A plan made while a
 * table was small must not read the whole of it once it is large.
 */
const PLANNING = [
  'plan_cache_mode=force_generic_plan',
  'enable_seqscan=off',
  'enable_hashjoin=off',
  'enable_mergejoin=off',
  'jit=off',
];

/**
 * A bounded pool. Statements end after 15 s and idle transactions after 30 s, so that a hung
 * process cannot hold locks for ever; a connection that says nothing for 20 s is given up, so that
 * a hung server or a broken way to it cannot hold us.
 */
export function connect(options: ConnectOptions): Connection {
  const { url, max, applicationName, answerMs = ANSWER_MS, onError } = options;
  const pool = new LendingPool({
    Client: PreparingClient,
    connectionString: url,
    max,
    application_name: applicationName,
    options: PLANNING.map((setting) => `-c ${setting}`).join(' '),
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    statement_timeout: 15_000,
    query_timeout: answerMs,
    idle_in_transaction_session_timeout: 30_000,
  });
  pool.on('connect', (client) => {
    // Between the queries of a transaction nobody else listens, and an unheard error ends the process.
    client.on('error', onError);
  });
  pool.on('error', () => {});
  return { db: createDatabase(pool), pool, close: () => pool.end() };
}

export type Database = ReturnType<typeof createDatabase>;
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];
/** Whatever can run a query: the database itself or an open transaction. */
export type Executor = Database | Transaction;

function createDatabase(pool: pg.Pool) {
  return drizzle(pool, { schema });
}
