import { describe, expect, test } from '@jest/globals';
import { createBatcher } from './create-batcher.ts';

/** A batcher whose batches end when the test says so. */
function heldBatcher({ concurrentBatches = 1, maxBatch = 3, maxWaiting = 5 } = {}) {
  const batches: { items: number[]; end(error?: Error): void }[] = [];
  const call = createBatcher(
    (items: number[]) =>
      new Promise<string[]>((resolve, reject) => {
        const results = items.map((item) => `result ${item}`);
        batches.push({ items, end: (error) => (error ? reject(error) : resolve(results)) });
      }),
    {
      concurrentBatches,
      maxBatch,
      maxWaiting,
      isOfOneItem: (error) => error instanceof Error && error.message === 'poison',
    },
  );
  return { call, batches, taken: () => batches.map(({ items }) => items) };
}

/** Two turns of the event loop: one collects, the next one runs. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe('a batcher', () => {
  test('runs a lone call at once and those that come meanwhile together', async () => {
    const { call, batches, taken } = heldBatcher();
    const first = call(1);
    await settled();
    const later = [call(2), call(3)];
    await settled();
    expect(taken()).toEqual([[1]]);
    batches[0]?.end();
    expect(await first).toBe('result 1');
    await settled();
    expect(taken()).toEqual([[1], [2, 3]]);
    batches[1]?.end();
    expect(await Promise.all(later)).toEqual(['result 2', 'result 3']);
  });

  test('holds the size of a batch, the number of batches and the number that wait', async () => {
    const { call, batches, taken } = heldBatcher({ concurrentBatches: 2 });
    const calls = [call(1)];
    await settled();
    calls.push(call(2));
    await settled();
    calls.push(...[3, 4, 5, 6, 7].map(call));
    await expect(call(8)).rejects.toThrow('5 are waiting already');
    await settled();
    expect(taken()).toEqual([[1], [2]]);
    batches[0]?.end();
    await settled();
    expect(taken()).toEqual([[1], [2], [3, 4, 5]]);
    for (const { end } of batches) end();
    await settled();
    batches.at(-1)?.end();
    expect(await Promise.all(calls)).toEqual([1, 2, 3, 4, 5, 6, 7].map((item) => `result ${item}`));
  });

  test('takes a batch apart when one item may be at fault, and fails it as a whole when not', async () => {
    const { call, batches, taken } = heldBatcher();
    const first = call(1);
    await settled();
    const pair = Promise.allSettled([call(2), call(3)]);
    batches[0]?.end();
    await first;
    await settled();
    batches[1]?.end(new Error('poison'));
    await settled();
    batches[2]?.end(new Error('poison'));
    await settled();
    batches[3]?.end();
    expect((await pair).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(taken()).toEqual([[1], [2, 3], [2], [3]]);

    const busy = call(4);
    await settled();
    const others = Promise.allSettled([call(5), call(6)]);
    batches[4]?.end();
    await busy;
    await settled();
    batches[5]?.end(new Error('away'));
    expect((await others).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(taken()).toHaveLength(6);
  });
});
