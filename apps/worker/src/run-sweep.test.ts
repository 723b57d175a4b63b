import { type Job, newId, silentLogger } from '@chatpay/core';
import { createSealer } from '@chatpay/db';
import {
  createDirectory,
  createOutgoingLanes,
  DEFAULT_TIMING,
  type Deps,
  noFailpoint,
} from '@chatpay/services';
import { type TestConnection, withDatabase } from '@chatpay/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createAdapters } from './adapters.ts';
import { createHandlers, runJob } from './handlers.ts';
import { runSweep } from './run-sweep.ts';

let database: TestConnection;

beforeAll(async () => {
  database = await withDatabase();
});
afterAll(() => database.drop());

function depsWith(enqueue: (jobs: Job[]) => Promise<void>): Deps {
  const sealer = createSealer(['a-test-key-a-test-key-a-test-key-a-test']);
  const { db, pool } = database;
  return {
    db,
    pool,
    queue: { enqueue },
    sealer,
    logger: silentLogger,
    publicUrl: 'https://pay.example',
    timing: DEFAULT_TIMING,
    failpoint: noFailpoint,
    random: () => 0.5,
    outgoing: createOutgoingLanes(db),
    directory: createDirectory({
      db,
      sealer,
      adapters: createAdapters(),
      logger: silentLogger,
      monotonicMs: () => performance.now(),
    }),
  };
}

/** An inbox row of a provider that should have been applied a minute ago. */
async function leaveWork(): Promise<string> {
  const id = newId();
  const merchantId = newId();
  const accountId = newId();
  const { pool } = database;
  await pool.query(`insert into merchant (id, key, name, settings) values ($1, $2, 'Shop', '{}')`, [
    merchantId,
    merchantId,
  ]);
  await pool.query(
    `insert into inbox (id, merchant_id, account_id, source, event_key, state, due_at, received_at)
     values ($1, $2, $3, 'payment', 'evt', 'ready', now() - interval '1 minute', now())`,
    [id, merchantId, accountId],
  );
  return id;
}

describe('the sweep', () => {
  test('rings for work that nobody rang for', async () => {
    const id = await leaveWork();
    const rung: Job[] = [];
    const heard = new Promise<void>((resolve) => {
      const sweeping = runSweep(
        depsWith(async (jobs) => void rung.push(...jobs)),
        {
          intervalMs: 10,
          runJob: async () => {},
          onSweep: () => {
            if (rung.length > 0) sweeping.stop().then(resolve);
          },
        },
      );
    });
    await heard;
    expect(rung).toContainEqual({ name: 'apply-payment-event', inboxId: id });
  });

  test('does the work itself while the queue is away, and goes on after a fault', async () => {
    const id = await leaveWork();
    const deps = depsWith(async () => {
      throw new Error('the queue is away');
    });
    const handlers = createHandlers(deps);
    const done: Job[] = [];
    let sweeps = 0;
    await new Promise<void>((resolve) => {
      const sweeping = runSweep(deps, {
        intervalMs: 10,
        runJob: async (job) => {
          done.push(job);
          await runJob(handlers, job);
        },
        onSweep: () => {
          sweeps += 1;
          if (sweeps === 3) sweeping.stop().then(resolve);
        },
      });
    });
    expect(done).toContainEqual({ name: 'apply-payment-event', inboxId: id });
    const { rows } = await database.pool.query('select attempts from inbox where id = $1', [id]);
    expect(rows[0].attempts).toBeGreaterThan(0);
  });
});
