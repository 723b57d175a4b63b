import { moduleOf } from './repository.ts';

/** Under this prefix the queue keeps all its keys (packages/queue/src/redis-backend.ts). */
const KEYS = 'chatpay:*';
const AT_ONCE = 1_000;

type Redis = {
  scan(...words: (string | number)[]): Promise<[cursor: string, keys: string[]]>;
  unlink(keys: string[]): Promise<number>;
  info(section: string): Promise<string>;
  disconnect(): void;
};

/** The queue's keys in the Redis of the bench. */
export type RedisQueue = { version: string; empty(): Promise<void> };

/**
 * Throws when a queue is there already: the bench empties it between measurements and must not
 * touch a queue that somebody uses.
 */
export async function openRedisQueue(url: string): Promise<RedisQueue> {
  const { first, version } = await onRedis(url, async (redis) => ({
    first: (await list(redis)).at(0),
    version: /redis_version:(\S+)/.exec(await redis.info('server'))?.[1] ?? 'unknown',
  }));
  if (first !== undefined) {
    throw new Error(
      `The Redis of REDIS_URL holds a queue of chatpay (${first}): give the bench an empty one, ` +
        'such as another database number of the same server',
    );
  }
  return { version, empty: () => onRedis(url, removeAll) };
}

async function removeAll(redis: Redis): Promise<void> {
  for (let keys = await list(redis); keys.length > 0; keys = await list(redis)) {
    await redis.unlink(keys);
  }
}

/** Some of the keys; none only when there are none. */
async function list(redis: Redis): Promise<string[]> {
  let cursor = '0';
  do {
    const [next, keys] = await redis.scan(cursor, 'MATCH', KEYS, 'COUNT', AT_ONCE);
    if (keys.length > 0) return keys;
    cursor = next;
  } while (cursor !== '0');
  return [];
}

async function onRedis<T>(url: string, work: (redis: Redis) => Promise<T>): Promise<T> {
  const library: { Redis: new (address: string) => Redis } = await import(
    moduleOf('packages/queue', 'ioredis')
  );
  const redis = new library.Redis(url);
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}
