import { newId } from '@chatpay/core';
import { type IncomingEvent, schema } from '@chatpay/db';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { asc, eq, inArray } from 'drizzle-orm';
import { noFailpoint } from './failpoint.ts';
import { createRecorder } from './record-events.ts';
import { openTestShop, type TestShop } from './testing/open-test-shop.ts';

const { inbox, lane } = schema;

let shop: TestShop;
let account: { id: string; merchantId: string };

beforeAll(async () => {
  shop = await openTestShop();
  const [open] = (await shop.deps.directory.read()).channels.values();
  if (!open) throw new Error('The test shop has no channel');
  account = open.account;
});
afterAll(() => shop.close());

function event(changes: Partial<IncomingEvent> = {}): IncomingEvent {
  const id = newId();
  return {
    id,
    merchantId: account.merchantId,
    accountId: account.id,
    source: 'channel',
    person: 'ani',
    eventKey: `message:${id}`,
    state: 'ready',
    reason: null,
    body: Buffer.from('sealed'),
    ...changes,
  };
}

async function rowsOf(person: string) {
  const [row] = await shop.database.db.select().from(lane).where(eq(lane.person, person));
  if (!row) return [];
  return shop.database.db
    .select()
    .from(inbox)
    .where(eq(inbox.laneId, row.id))
    .orderBy(asc(inbox.seq));
}

describe('recording events', () => {
  test('an event delivered many times, also at once, is stored once', async () => {
    const record = createRecorder({ pool: shop.database.pool, failpoint: noFailpoint });
    const stored = await Promise.all(
      Array.from({ length: 25 }, () =>
        record([event({ eventKey: 'message:same', person: 'once' })]),
      ),
    );
    expect(stored.flat()).toHaveLength(1);
    await record([event({ eventKey: 'message:same', person: 'once' })]);
    expect(await rowsOf('once')).toHaveLength(1);
  });

  test('events of one request keep their order and get the next numbers of their lane', async () => {
    const record = createRecorder({ pool: shop.database.pool, failpoint: noFailpoint });
    const first = [1, 2, 3].map((n) => event({ eventKey: `order:${n}`, person: 'order' }));
    await record(first);
    await record([event({ eventKey: 'order:4', person: 'order' })]);
    const rows = await rowsOf('order');
    expect(rows.map(({ eventKey }) => eventKey)).toEqual([
      'order:1',
      'order:2',
      'order:3',
      'order:4',
    ]);
    expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  });

  test('a lane’s numbers follow the order of commits across gateways', async () => {
    const recorders = Array.from({ length: 4 }, () =>
      createRecorder({ pool: shop.database.pool, failpoint: noFailpoint }),
    );
    const people = ['p1', 'p2', 'p3', 'p4', 'p5'];
    const acknowledged = new Map<string, string[]>();
    await Promise.all(
      Array.from({ length: 40 }, async (_none, index) => {
        const recorder = recorders[index % recorders.length];
        const batch = people.map((person) => event({ person }));
        await recorder?.(batch.reverse());
        for (const { person, id } of batch) {
          if (person) acknowledged.set(person, [...(acknowledged.get(person) ?? []), id]);
        }
      }),
    );
    for (const person of people) {
      const rows = await rowsOf(person);
      expect(rows).toHaveLength(40);
      expect(new Set(rows.map(({ seq }) => seq)).size).toBe(40);
      expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(acknowledged.get(person)));
    }
  });

  test('an event that is later in its lane was never visible before an earlier one', async () => {
    const record = createRecorder({ pool: shop.database.pool, failpoint: noFailpoint });
    for (let n = 0; n < 20; n += 1) {
      await Promise.all([
        record([event({ person: 'turns', eventKey: `a${n}` })]),
        record([event({ person: 'turns', eventKey: `b${n}` })]),
      ]);
    }
    const rows = await rowsOf('turns');
    const rounds = rows.map(({ eventKey }) => Number(eventKey.slice(1)));
    expect(rounds).toEqual([...rounds].sort((left, right) => left - right));
  });

  test('events of accounts we do not know are kept as ignored, once, with the reason', async () => {
    const record = createRecorder({ pool: shop.database.pool, failpoint: noFailpoint });
    const stray = {
      merchantId: null,
      accountId: null,
      eventKey: 'messenger:999:message:1',
      state: 'ignored' as const,
      reason: 'account is not connected',
      body: null,
    };
    await record([event(stray)]);
    await record([event(stray)]);
    const rows = await shop.database.db
      .select()
      .from(inbox)
      .where(inArray(inbox.eventKey, [stray.eventKey]));
    expect(rows).toMatchObject([{ state: 'ignored', laneId: null }]);
  });

  test('a request that cannot be stored does not take its neighbours with it', async () => {
    const record = createRecorder({ pool: shop.database.pool, failpoint: noFailpoint });
    const busy = record([event({ person: 'first' })]);
    const outcomes = await Promise.allSettled([
      busy,
      record([event({ person: 'second' })]),
      record([event({ person: 'third' })]),
      record([event({ person: 'nul \u0000' })]),
      record([event({ person: 'fourth' })]),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(await rowsOf('fourth')).toHaveLength(1);
  });

  test('rejects when the database refuses, and stores nothing of the batch', async () => {
    const record = createRecorder({ pool: shop.database.pool, failpoint: noFailpoint });
    const bad = event({ accountId: newId(), person: 'nobody' });
    await expect(record([bad])).rejects.toThrow();
    await record([event({ person: 'after' })]);
    expect(await rowsOf('after')).toHaveLength(1);
  });
});
