import type { IncomingEvent, StoredEvent } from '@chatpay/db';
import { databaseFault, storeEvents } from '@chatpay/db';
import { createBatcher } from './create-batcher.ts';
import type { Deps } from './deps.ts';

/** Stores events of one request; resolves after COMMIT with what was new. */
export type RecordEvents = (events: IncomingEvent[]) => Promise<StoredEvent[]>;

const MAX_BATCH = 200;
const MAX_WAITING = 5_000;
const CONCURRENT_BATCHES = 2;

/**
 * Collects the events of concurrent requests into one statement. Rejects when the database is away
 * or too much is waiting, so that the sender is told to come again. One request that cannot be
 * stored does not take its neighbours with it.
 */
export function createRecorder({
  pool,
  failpoint,
}: Pick<Deps, 'pool' | 'failpoint'>): RecordEvents {
  const record = createBatcher(
    async (requests: IncomingEvent[][]) => {
      const stored = new Map(
        (await storeEvents(pool, requests.flat())).map((row) => [row.id, row]),
      );
      failpoint('intake:stored');
      return requests.map((events) => events.flatMap(({ id }) => stored.get(id) ?? []));
    },
    {
      concurrentBatches: CONCURRENT_BATCHES,
      maxBatch: MAX_BATCH,
      maxWaiting: MAX_WAITING,
      weigh: (events) => events.length,
      isOfOneItem: (error) => databaseFault(error) === 'data',
    },
  );
  return (events) => (events.length === 0 ? Promise.resolve([]) : record(events));
}
