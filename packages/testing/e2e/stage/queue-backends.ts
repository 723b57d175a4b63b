import { errorCode } from '@chatpay/core';
import { Client } from 'pg';
import { env } from '../env.ts';
import { tellRedis } from './redis-wire.ts';

/** What the doorbell runs on. */
export type QueueBackend = {
  readonly name: 'PostgreSQL' | 'Redis';
  /** Undefined: the queue lives in the database as well. */
  readonly redisUrl: string | undefined;
  /** Forgets every job, whatever state it is in, as an accident would. */
  empty(databaseUrl: string): Promise<void>;
};

/** The queue of an installation that has PostgreSQL only. */
export const postgresQueue: QueueBackend = {
  name: 'PostgreSQL',
  redisUrl: undefined,
  async empty(databaseUrl) {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    try {
      while (!(await truncated(client))) await client.query('select 1');
    } finally {
      await client.end();
    }
  },
};

/** False when the queue's own statements held the tables in another order: then it is tried again. */
async function truncated(client: Client): Promise<boolean> {
  try {
    await client.query('truncate bullmq.job, bullmq.event, bullmq.meta, bullmq.metrics cascade');
    return true;
  } catch (error) {
    if (errorCode(error) === DEADLOCK) return false;
    throw error;
  }
}

/** SQLSTATE deadlock_detected. */
const DEADLOCK = '40P01';

export function redisQueue(redisUrl: string): QueueBackend {
  return {
    name: 'Redis',
    redisUrl,
    async empty() {
      await tellRedis(redisUrl, 'FLUSHDB');
    },
  };
}

/** Every backend there is to test on; of a given Redis, database 11 is emptied and used. */
export const queueBackends: QueueBackend[] = [
  postgresQueue,
  ...(env.TEST_REDIS_URL === undefined
    ? []
    : [redisQueue(new URL('/11', env.TEST_REDIS_URL).href)]),
];
