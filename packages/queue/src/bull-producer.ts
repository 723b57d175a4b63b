import type { Job, JobName } from '@chatpay/core';
import { type BackendFactory, type IQueueBackend, withBackend } from 'bullmq';
import type { Producer } from './backend.ts';
import type { OutageLog } from './outage-log.ts';

/** How BullMQ's classes reach one kind of server. */
export type Wiring<Connection> = {
  factory: BackendFactory<IQueueBackend, Connection>;
  connection: Connection;
  outage: OutageLog;
};

const EVENTS_KEPT = 100;
const FAILED_KEPT = 20;
/** On PostgreSQL a bulk makes two temporary tables, which costs as much as this many single adds. */
const BULK_FROM = 10;

/** No job id is given: as a dedupe it would swallow the ring that comes while its twin finishes. */
export function createProducer<Connection>(
  name: JobName,
  { factory, connection, outage }: Wiring<Connection>,
): Producer {
  const { Queue } = withBackend(factory);
  const queue = new Queue<Job, void>(name, {
    connection,
    streams: { events: { maxLen: EVENTS_KEPT } },
    defaultJobOptions: {
      attempts: 1,
      removeOnComplete: true,
      removeOnFail: { count: FAILED_KEPT },
    },
  });
  queue.on('error', outage.failed);

  return {
    async add(jobs) {
      if (jobs.length < BULK_FROM) await Promise.all(jobs.map((data) => queue.add(name, data)));
      else await queue.addBulk(jobs.map((data) => ({ name, data })));
    },
  };
}
