import type { IncomingEvent, StoredEvent } from '@chatpay/db';
import { databaseFault, storeEvents } from '@chatpay/db';
import type { Deps } from './deps.ts';

/** Stores events of one request; resolves after COMMIT with what was new. */
export type RecordEvents = (events: IncomingEvent[]) => Promise<StoredEvent[]>;

type Waiting = {
  events: IncomingEvent[];
  resolve(stored: StoredEvent[]): void;
  reject(error: unknown): void;
};

const MAX_BATCH = 200;
const MAX_WAITING = 5_000;
const CONCURRENT_BATCHES = 2;

/**
 * Collects the events of concurrent requests into one statement: while a batch is on its way, the
 * next one fills. A lone request never waits for company. Rejects when the database is away or too
 * much is waiting, so that the sender is told to come again.
 */
export function createRecorder({
  pool,
  failpoint,
}: Pick<Deps, 'pool' | 'failpoint'>): RecordEvents {
  let waiting: Waiting[] = [];
  let running = 0;

  function startBatch(): void {
    if (running >= CONCURRENT_BATCHES || waiting.length === 0) return;
    const batch = takeBatch();
    running += 1;
    storeBatch(pool, batch, failpoint).finally(() => {
      running -= 1;
      startBatch();
    });
  }

  function takeBatch(): Waiting[] {
    let size = 0;
    const end = waiting.findIndex(({ events }) => {
      size += events.length;
      return size > MAX_BATCH;
    });
    const count = end === -1 ? waiting.length : Math.max(end, 1);
    const batch = waiting.slice(0, count);
    waiting = waiting.slice(count);
    return batch;
  }

  return (events) => {
    if (events.length === 0) return Promise.resolve([]);
    if (waiting.length >= MAX_WAITING) return Promise.reject(new Error('Intake is over capacity'));
    return new Promise((resolve, reject) => {
      waiting.push({ events, resolve, reject });
      queueMicrotask(startBatch);
    });
  };
}

async function storeBatch(
  pool: Deps['pool'],
  batch: Waiting[],
  failpoint: Deps['failpoint'],
): Promise<void> {
  try {
    const events = batch.flatMap((request) => request.events);
    const stored = new Map((await storeEvents(pool, events)).map((row) => [row.id, row]));
    failpoint('intake:stored');
    for (const request of batch) {
      request.resolve(request.events.flatMap((event) => stored.get(event.id) ?? []));
    }
  } catch (error) {
    if (batch.length > 1 && databaseFault(error) === 'data') {
      // One request that cannot be stored must not take its neighbours with it.
      for (const request of batch) await storeBatch(pool, [request], failpoint);
      return;
    }
    for (const request of batch) request.reject(error);
  }
}
