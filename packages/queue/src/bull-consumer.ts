import { withBackend } from 'bullmq';
import type { Consumer, ConsumerOptions } from './backend.ts';
import type { Wiring } from './bull-producer.ts';
import { settlesWithin } from './deadline.ts';

const IDLE_POLL_S = 5;
const RETRY_MS = 500;
const SETTLE_MS = 1_000;

/** One BullMQ worker. Its `close()` has no limit of its own, so ours pauses first and then forces. */
export function createConsumer<Connection>(
  { name, handle, concurrency }: ConsumerOptions,
  { factory, connection, outage }: Wiring<Connection>,
): Consumer {
  const running = new Set<Promise<void>>();
  const { Worker } = withBackend(factory);
  const worker = new Worker<unknown, void>(
    name,
    (taken) => {
      const work = handle(taken.data).finally(() => running.delete(work));
      running.add(work);
      return work;
    },
    { connection, concurrency, drainDelay: IDLE_POLL_S, runRetryDelay: RETRY_MS },
  );
  worker.on('error', outage.failed);

  return {
    async close(drainMs) {
      const drained = worker.pause();
      const handled = Promise.all(running).then(() => settlesWithin(drained, SETTLE_MS));
      await settlesWithin(handled, drainMs);
      await settlesWithin(worker.close(true), SETTLE_MS);
    },
  };
}
