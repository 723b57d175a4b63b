import type { JobQueue, Logger } from '@chatpay/core';
import type { Connection, Database, Sealer } from '@chatpay/db';
import type { Directory } from './directory.ts';
import type { Failpoint } from './failpoint.ts';
import type { OutgoingLanes } from './outgoing-lanes.ts';

/** What every verb may use. Apps build it once, at start. */
export type Deps = {
  db: Database;
  pool: Connection['pool'];
  queue: JobQueue;
  sealer: Sealer;
  logger: Logger;
  directory: Directory;
  outgoing: OutgoingLanes;
  /** Where customers reach the gateway, without a trailing slash. */
  publicUrl: string;
  failpoint: Failpoint;
  timing: Timing;
  /** Uniform in [0, 1), for jitter. */
  random(): number;
};

export type Timing = {
  /** How long a worker owns an outgoing lane; longer than one send with its deadline can take. */
  deliveryLeaseMs: number;
  /** How long a send with an unknown outcome waits for an echo or a receipt (rule R30). */
  evidenceWaitMs: number;
};

export const DEFAULT_TIMING: Timing = { deliveryLeaseMs: 30_000, evidenceWaitMs: 60_000 };
