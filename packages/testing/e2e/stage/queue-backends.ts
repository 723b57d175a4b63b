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
      await client.query('truncate bullmq.job, bullmq.event, bullmq.meta, bullmq.metrics cascade');
    } finally {
      await client.end();
    }
  },
};

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
