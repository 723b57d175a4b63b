import { setTimeout as delay } from 'node:timers/promises';
import { type BackendFactory, type PgPool, PostgresConnection, PostgresQueueBackend } from 'bullmq';
import type { Backend, Fitness } from './backend.ts';
import { createConsumer } from './bull-consumer.ts';
import { createProducer, type Wiring } from './bull-producer.ts';
import { settlesWithin } from './deadline.ts';
import { migrateBullmq } from './migrate-bullmq.ts';
import type { OutageLog } from './outage-log.ts';
import { createPostgresPool, isOutage, type PostgresPool } from './postgres-pool.ts';

const RETRY_MS = 500;
const CLOSE_MS = 1_000;
const IDLE_POLL_S = 5;
const PRODUCING = { max: 2, timeoutMs: 1_000 };
/** One of them listens for all queues of the process. */
const CONSUMING = { max: 4, timeoutMs: 10_000 };

export type PostgresBackendConfig = { url: string; outage: OutageLog };

/** BullMQ on PostgreSQL: two bounded pools a process, one LISTEN connection for all its queues. */
export function createPostgresBackend({ url, outage }: PostgresBackendConfig): Backend {
  let isClosed = false;
  let migrated: Promise<void> | undefined;
  let isMigrated = false;

  const migrate = async () => {
    await migrateBullmq(url);
    isMigrated = true;
  };
  const ready = () => {
    if (!migrated) {
      migrated = untilDone(migrate, { outage, isOver: () => isClosed });
      migrated.catch(() => {});
    }
    return migrated;
  };

  const producing = createLink(createPostgresPool({ url, outage, ...PRODUCING }), {
    ready,
    outage,
  });
  const consuming = createLink(createPostgresPool({ url, outage, ...CONSUMING }), {
    ready,
    outage,
  });

  const factory: BackendFactory<PostgresQueueBackend, PgPool> = (name, options, kind) => {
    const link = kind?.withBlockingConnection ? consuming : producing;
    return link.attach(new PostgresQueueBackend(link.connection, name, options, false));
  };
  const wiring: Wiring<PgPool> = { factory, connection: producing.pool, outage };

  return {
    openProducer: (name) => createProducer(name, wiring),
    openConsumer: (options) => createConsumer(options, wiring),
    ready,

    async check(): Promise<Fitness> {
      try {
        await (isMigrated ? producing.pool.query('SELECT 1') : migrate());
        return { kind: 'fit' };
      } catch (error) {
        if (isOutage(error) || !(error instanceof Error)) throw error;
        return { kind: 'unfit', reason: `The queue cannot use this PostgreSQL: ${error.message}` };
      }
    },

    async close() {
      isClosed = true;
      await Promise.all([producing.close(), consuming.close()]);
    },
  };
}

/**
 * One pool and one LISTEN client for several queues. BullMQ's own factory opens a LISTEN client
 * for each worker, so the sharing, and what an owner would do for it, is done here.
 */
function createLink(
  { pool, close }: PostgresPool,
  { ready, outage }: { ready: () => Promise<void>; outage: OutageLog },
) {
  const attached = new Set<PostgresQueueBackend>();
  const connection = new PostgresConnection(pool);
  // Its own readiness asks once and remembers a failure for ever.
  connection.waitUntilReady = ready;
  connection.on('error', outage.failed);
  connection.on('listenerinvalidated', () => {
    for (const backend of attached) {
      backend.disconnectBlocking();
      backend.reconnectBlocking();
    }
  });

  return {
    pool,
    connection,
    attach(backend: PostgresQueueBackend) {
      // The library would sleep for an hour on a LISTEN socket that is silently dead.
      Object.defineProperty(backend, 'maximumBlockTimeout', { value: IDLE_POLL_S });
      attached.add(backend);
      return backend;
    },
    async close() {
      await settlesWithin(connection.close(), CLOSE_MS);
      await close();
    },
  };
}

async function untilDone(
  work: () => Promise<void>,
  { outage, isOver }: { outage: OutageLog; isOver: () => boolean },
): Promise<void> {
  while (!isOver()) {
    try {
      return await work();
    } catch (error) {
      outage.failed(error);
      await delay(RETRY_MS);
    }
  }
  throw new Error('the queue is closed');
}
