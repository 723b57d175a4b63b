import type { Logger } from '@chatpay/core';
import {
  type BackendFactory,
  type ConnectionOptions,
  QueueKeys,
  RedisConnection,
  RedisQueueBackend,
} from 'bullmq';
import type { Redis } from 'ioredis';
import type { Backend } from './backend.ts';
import { createConsumer } from './bull-consumer.ts';
import { createProducer, type Wiring } from './bull-producer.ts';
import type { OutageLog } from './outage-log.ts';
import { judgeRedis } from './redis-fitness.ts';
import { createRedisSockets, type RedisSockets } from './redis-sockets.ts';

const PREFIX = 'chatpay';

export type RedisBackendConfig = { url: string; logger: Logger; outage: OutageLog };

/** BullMQ on Redis. Every socket is opened by us, so that every socket can be closed by us. */
export function createRedisBackend({ url, logger, outage }: RedisBackendConfig): Backend {
  const sockets = createRedisSockets({ url, outage });
  const { producing } = sockets;
  const factory = createFactory(sockets);
  const wiring: Wiring<ConnectionOptions> = { factory, connection: {}, outage };
  let awaited: Promise<void> | undefined;
  let isUnsaid = false;

  const ready = () => {
    if (producing.status === 'ready') return Promise.resolve();
    if (!awaited) {
      awaited = becomesReady(producing).finally(() => {
        awaited = undefined;
      });
      awaited.catch(() => {});
    }
    return awaited;
  };

  return {
    openProducer: (name) => createProducer(name, wiring),
    openConsumer: (options) => createConsumer(options, wiring),
    ready,

    async check() {
      await ready();
      const verdict = judgeRedis(await memoryInfo(producing));
      if (verdict.kind !== 'unsaid') return verdict;
      if (!isUnsaid) logger.warn({ kind: 'redis' }, 'cannot see whether this Redis evicts keys');
      isUnsaid = true;
      return { kind: 'fit' };
    },

    async close() {
      sockets.close();
    },
  };
}

function createFactory(sockets: RedisSockets): BackendFactory<RedisQueueBackend> {
  const keys = new QueueKeys(PREFIX);
  return (name, options, kind) => {
    const isWorker = kind?.withBlockingConnection === true;
    return new RedisQueueBackend(
      share(isWorker ? sockets.consuming() : sockets.producing),
      name,
      keys.getKeys(name),
      (type) => keys.toKey(name, type),
      options,
      isWorker ? block(sockets.blocking()) : undefined,
    );
  };
}

// The version check is one more command, whose failure would be remembered for ever.
function share(socket: Redis): RedisConnection {
  return new RedisConnection(socket, { shared: true, blocking: false, skipVersionCheck: true });
}

function block(socket: Redis): RedisConnection {
  return new RedisConnection(socket, { shared: false, blocking: true });
}

async function memoryInfo(socket: Redis): Promise<string> {
  try {
    return await socket.info('memory');
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('NOPERM')) return '';
    throw error;
  }
}

function becomesReady(socket: Redis): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      socket.off('ready', settle).off('end', settle);
      if (socket.status === 'ready') resolve();
      else reject(new Error('the queue is closed'));
    };
    socket.once('ready', settle).once('end', settle);
  });
}
