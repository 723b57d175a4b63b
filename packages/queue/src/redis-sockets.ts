import { Redis, type RedisOptions } from 'ioredis';
import type { OutageLog } from './outage-log.ts';

const PRODUCING: RedisOptions = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  commandTimeout: 1_000,
  socketTimeout: 5_000,
};

// A command timeout would kill blocking reads; a silent socket is given up after 20 s instead.
const CONSUMING: RedisOptions = { maxRetriesPerRequest: null, socketTimeout: 20_000 };

const MAX_RETRY_MS = 2_000;

/** Every connection to one Redis. All of them reconnect for ever, until `close`. */
export type RedisSockets = {
  readonly producing: Redis;
  /** Shared by all workers of the process. */
  consuming(): Redis;
  /** A new one for each worker, which blocks on it. */
  blocking(): Redis;
  close(): void;
};

/** `url` is `redis://` or `rediss://`. */
export function createRedisSockets(config: { url: string; outage: OutageLog }): RedisSockets {
  const { url, outage } = config;
  const opened = new Set<Redis>();
  let isClosed = false;
  let shared: Redis | undefined;

  const open = (options: RedisOptions) => {
    const socket = new Redis(url, {
      connectTimeout: 5_000,
      disconnectTimeout: 500,
      keepAlive: 10_000,
      retryStrategy: (times) => (isClosed ? null : Math.min(times * 100, MAX_RETRY_MS)),
      // After a failover our server may be a replica; only a new connection finds the new master.
      reconnectOnError: (error) => error.message.startsWith('READONLY'),
      ...options,
    });
    socket.on('error', outage.failed);
    socket.on('ready', outage.recovered);
    // BullMQ may still reconnect a blocking socket after everything is closed.
    socket.on('connect', () => isClosed && socket.disconnect());
    opened.add(socket);
    return socket;
  };

  return {
    producing: open(PRODUCING),
    consuming() {
      shared ??= open(CONSUMING);
      return shared;
    },
    blocking: () => open(CONSUMING),
    close() {
      isClosed = true;
      for (const socket of opened) if (socket.status !== 'end') socket.disconnect();
    },
  };
}
