import { type Job, type JobName, type JobQueue, job, type Logger } from '@chatpay/core';
import type { Backend, Consumer, Producer } from './backend.ts';
import { settlesWithin, withDeadline } from './deadline.ts';
import { JOB_NAMES, type JobHandlers, toHandle } from './job-handlers.ts';
import { createOutageLog } from './outage-log.ts';
import { createPostgresBackend } from './postgres-backend.ts';
import { createRedisBackend } from './redis-backend.ts';

const ENQUEUE_MS = 1_000;
const CHECK_MS = 3_000;
const DRAIN_MS = 20_000;

export type QueueConfig = {
  backend: { kind: 'redis' | 'postgres'; url: string };
  logger: Logger;
};

export type WorkOptions = {
  concurrency: Record<JobName, number>;
  /** How long `close` waits for running handlers. 20 s unless given. */
  drainMs?: number;
};

export interface QueueHandle {
  readonly queue: JobQueue;
  /** Starts the workers, now or when the backend comes. Rejects when the backend is unfit. */
  work(handlers: JobHandlers, options: WorkOptions): Promise<{ close(): Promise<void> }>;
  /** Rejects, in one sentence, when the backend is away (3 s) or unfit. Meant for boot and /readyz. */
  ping(): Promise<void>;
  /** Bounded by the drain time and a few seconds, whatever the backend does. */
  close(): Promise<void>;
}

/** Opens the doorbell. Connects in the background and reconnects for ever. */
export function createQueue({ backend: { kind, url }, logger }: QueueConfig): QueueHandle {
  const outage = createOutageLog({ logger, kind });
  const backend =
    kind === 'redis'
      ? createRedisBackend({ url, logger, outage })
      : createPostgresBackend({ url, outage });
  const queue = createJobQueue(backend);
  const shifts = new Set<{ close(): Promise<void> }>();

  const check = () => withDeadline(backend.check(), CHECK_MS, `no answer from the queue's ${kind}`);
  return {
    queue,

    async work(handlers, { concurrency, drainMs = DRAIN_MS }) {
      const fitness = await check().catch(outage.failed);
      if (fitness?.kind === 'unfit') throw new Error(fitness.reason);
      const consumers = JOB_NAMES.map((name) =>
        backend.openConsumer({
          name,
          handle: toHandle(name, { handlers, logger }),
          concurrency: concurrency[name],
        }),
      );
      const shift = { close: () => closeAll(consumers, drainMs) };
      shifts.add(shift);
      return shift;
    },

    async ping() {
      const fitness = await check();
      if (fitness.kind === 'unfit') throw new Error(fitness.reason);
    },

    async close() {
      await Promise.all([...shifts].map((shift) => shift.close()));
      await backend.close();
    },
  };
}

function createJobQueue(backend: Backend): JobQueue {
  const producers = new Map<JobName, Producer>(
    JOB_NAMES.map((name) => [name, backend.openProducer(name)]),
  );
  let outlasted: Promise<void> | undefined;

  /** Waits for a short outage once; while a longer one lasts it refuses at once. */
  const reach = async () => {
    const ready = backend.ready();
    if (ready !== outlasted && (await settlesWithin(ready, ENQUEUE_MS))) return await ready;
    outlasted = ready;
    const forget = () => {
      outlasted = undefined;
    };
    ready.then(forget, forget);
    throw new Error('the queue backend is away');
  };

  return {
    async enqueue(jobs) {
      const rings = distinct(jobs);
      if (rings.size === 0) return;
      await reach();
      const added = [...rings].map(([name, ones]) => producers.get(name)?.add(ones));
      await withDeadline(Promise.all(added), ENQUEUE_MS, 'the queue backend did not take the jobs');
    },
  };
}

/** By queue; equal jobs of one call only once, for they are rung after the same commits. */
function distinct(jobs: Job[]): Map<JobName, Job[]> {
  const seen = new Set<string>();
  const byName = new Map<JobName, Job[]>();
  for (const ring of jobs.map((candidate) => job.parse(candidate))) {
    const key = JSON.stringify(ring);
    if (seen.has(key)) continue;
    seen.add(key);
    byName.set(ring.name, [...(byName.get(ring.name) ?? []), ring]);
  }
  return byName;
}

async function closeAll(consumers: Consumer[], drainMs: number): Promise<void> {
  await Promise.all(consumers.map((consumer) => consumer.close(drainMs)));
}
