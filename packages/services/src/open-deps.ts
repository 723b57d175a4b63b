import { connect, createSealer } from '@chatpay/db';
import type { QueueConfig, QueueHandle } from '@chatpay/queue';
import { coalesceRings } from './coalesce-rings.ts';
import { createLogger } from './create-logger.ts';
import { DEFAULT_TIMING, type Deps, type Timing } from './deps.ts';
import { type AdapterFactory, createDirectory } from './directory.ts';
import { toFailpoint } from './failpoint.ts';
import { createOutgoingLanes } from './outgoing-lanes.ts';

/** What an app's environment says, parsed. */
export type DepsConfig = {
  app: string;
  databaseUrl: string;
  /** Without one the queue lives in PostgreSQL as well. */
  redisUrl: string | undefined;
  maxConnections: number;
  secretsKeys: string[];
  publicUrl: string;
  logLevel: string;
  adapters: AdapterFactory;
  openQueue(config: QueueConfig): QueueHandle;
  timing?: Timing;
  /** `name` or `name@nth`; undefined in a normal run. */
  failpoint?: string | undefined;
};

export type OpenedDeps = { deps: Deps; queue: QueueHandle; close(): Promise<void> };

/** Connects what every verb needs. `close` ends it again, within the queue's own bound. */
export function openDeps(config: DepsConfig): OpenedDeps {
  const { databaseUrl, adapters } = config;
  const logger = createLogger({ level: config.logLevel, app: config.app });
  const connection = connect({
    url: databaseUrl,
    max: config.maxConnections,
    applicationName: `chatpay-${config.app}`,
    onError: (error) => logger.warn({ error }, 'database connection lost'),
  });
  const queue = config.openQueue({
    backend: config.redisUrl
      ? { kind: 'redis', url: config.redisUrl }
      : { kind: 'postgres', url: databaseUrl },
    logger,
  });
  const sealer = createSealer(config.secretsKeys);
  const { db, pool } = connection;
  const deps: Deps = {
    db,
    pool,
    queue: coalesceRings(queue.queue),
    sealer,
    logger,
    publicUrl: config.publicUrl.replace(/\/+$/, ''),
    timing: config.timing ?? DEFAULT_TIMING,
    failpoint: toFailpoint(config.failpoint),
    random: Math.random,
    outgoing: createOutgoingLanes(db),
    directory: createDirectory({
      db,
      sealer,
      adapters,
      logger,
      monotonicMs: () => performance.now(),
    }),
  };
  return {
    deps,
    queue,
    async close() {
      await queue.close();
      await connection.close();
    },
  };
}
