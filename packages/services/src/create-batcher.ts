/** How much is put together. Beyond `maxWaiting` new items are refused. */
export type BatchLimits<Item> = {
  concurrentBatches: number;
  /** The weight of one batch at most; a single item may be heavier. */
  maxBatch: number;
  maxWaiting: number;
  /** 1 unless given. */
  weigh?: (item: Item) => number;
  /** Whether the fault may lie in a single item: then each item is tried alone. */
  isOfOneItem: (error: unknown) => boolean;
};

/** Resolves with what `run` made of this item, or rejects with its own fault. */
export type Batched<Item, Result> = (item: Item) => Promise<Result>;

type Waiting<Item, Result> = {
  item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
};

/**
 * Puts concurrent calls together: those of one turn of the event loop, and while a batch is on its
 * way all that come meanwhile. A lone call never waits for company. `run` answers with one result for each item, in their order.
 */
export function createBatcher<Item, Result>(
  run: (items: Item[]) => Promise<Result[]>,
  limits: BatchLimits<Item>,
): Batched<Item, Result> {
  const { weigh = () => 1 } = limits;
  let waiting: Waiting<Item, Result>[] = [];
  let running = 0;

  function startBatch(): void {
    if (running >= limits.concurrentBatches || waiting.length === 0) return;
    running += 1;
    runBatch(run, takeBatch(), limits).finally(() => {
      running -= 1;
      setImmediate(startBatch);
    });
  }

  function takeBatch(): Waiting<Item, Result>[] {
    let weight = 0;
    const end = waiting.findIndex(({ item }) => {
      weight += weigh(item);
      return weight > limits.maxBatch;
    });
    const count = end === -1 ? waiting.length : Math.max(end, 1);
    const batch = waiting.slice(0, count);
    waiting = waiting.slice(count);
    return batch;
  }

  return (item) => {
    if (waiting.length >= limits.maxWaiting) {
      return Promise.reject(new Error(`${limits.maxWaiting} are waiting already`));
    }
    return new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      setImmediate(startBatch);
    });
  };
}

async function runBatch<Item, Result>(
  run: (items: Item[]) => Promise<Result[]>,
  batch: Waiting<Item, Result>[],
  limits: BatchLimits<Item>,
): Promise<void> {
  try {
    const results = await run(batch.map(({ item }) => item));
    if (results.length !== batch.length) throw new Error('A batch needs one result for each item');
    for (const [at, result] of results.entries()) batch[at]?.resolve(result);
  } catch (error) {
    if (batch.length > 1 && limits.isOfOneItem(error)) {
      for (const one of batch) await runBatch(run, [one], limits);
      return;
    }
    for (const { reject } of batch) reject(error);
  }
}
