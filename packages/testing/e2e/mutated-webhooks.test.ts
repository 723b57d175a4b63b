import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mutateBody } from '../src/mutate-body.ts';
import { checkJournal } from './books/check-journal.ts';
import { payByLink, pressPay, sessionOf } from './customer/buyer.ts';
import { createCustomer } from './customer/customer.ts';
import { orderUntilLink } from './customer/order-walk.ts';
import { hearsPaid } from './customer/payment-news.ts';
import { env } from './env.ts';
import { type Door, recordWebhooks } from './mutation/record-webhooks.ts';
import { DOORS, sign } from './mutation/sign.ts';
import { fireVolley, type Hits, type Shot } from './mutation/volley.ts';
import { type DatabaseServer, openDatabaseServer } from './stage/database-server.ts';
import { openStage, type Stage } from './stage/open-stage.ts';
import { postgresQueue } from './stage/queue-backends.ts';
import { until } from './stage/until.ts';

const BODIES = 20_000;
/** So many different events at most: the same one again must be as harmless as a new one. */
const PAYMENT_EVENTS = 300;
/** Taken, unreadable, an object that this door has nothing to do with, and a body over the limit. */
const ANSWERS = new Set<number | 'broken'>([200, 400, 404, 413]);
const REFUSALS = new Set<number | 'broken'>([401, 403, 413]);
/** Bytes. Several hostile values in one body may be more than the door of payments reads. */
const BODY_LIMITS: Record<Door, number> = {
  messenger: 256 * 1024,
  instagram: 256 * 1024,
  viber: 256 * 1024,
  payments: 64 * 1024,
};
const CONTENT_TYPES = [
  'application/json',
  'text/plain',
  'application/xml',
  'multipart/form-data',
  '',
];

let server: DatabaseServer;
let stage: Stage;
let bodies: Record<Door, Buffer[]>;

beforeAll(async () => {
  server = await openDatabaseServer();
  stage = await openStage({ server, queue: postgresQueue });
  const link = await orderUntilLink(createCustomer(stage, { channel: 'messenger' }));
  bodies = await recordWebhooks(stage, [sessionOf(await pressPay(link))]);
}, 60_000);
afterAll(async () => {
  await stage.close();
  await server.close();
});

describe.each<Door>(['messenger', 'instagram', 'viber', 'payments'])('the door of %s', (door) => {
  const seed = env.E2E_SEED ?? Date.now();
  let mutants: Buffer[];
  let tooLong: number;
  beforeAll(() => {
    mutants = fc.sample(mutateBody(bodies[door]), { numRuns: BODIES, seed });
    tooLong = mutants.filter((body) => body.length > BODY_LIMITS[door]).length;
  }, 60_000);

  test(`takes ${BODIES} mutated and signed bodies without a fault (seed ${seed})`, async () => {
    const hits = await fireVolley(stage.gatewayUrl, shots(door, mutants, sign));
    expect(wrong(hits, ANSWERS)).toEqual([]);
    expect(total(hits)).toBe(BODIES);
    expect(hits.get(413) ?? 0).toBe(tooLong);
    expect(hits.get(200)).toBeGreaterThan(0);
  }, 120_000);

  test(`turns all of them away when they are not signed (seed ${seed})`, async () => {
    const before = await countEvents();
    const hits = await fireVolley(stage.gatewayUrl, shots(door, mutants, forge));
    expect(wrong(hits, REFUSALS)).toEqual([]);
    expect(total(hits)).toBe(BODIES);
    expect(hits.get(413) ?? 0).toBe(tooLong);
    expect(await countEvents()).toBe(before);
  }, 120_000);
});

test('afterwards nothing is half-stored or stuck, and the shop still sells', async () => {
  await until(async () => (await settle()) === 0, {
    what: 'every event to be handled',
    timeoutMs: 60_000,
    explain: () => stage.complaints().join('\n'),
  });
  const { rows } = await stage.pool.query<{ what: string }>(WRONG_ROWS);
  expect(rows).toEqual([]);
  expect(await checkJournal(stage.pool)).toEqual([]);
  expect(stage.running('gateway')).toHaveLength(1);
  expect(stage.running('worker')).toHaveLength(1);

  const customer = createCustomer(stage, { channel: 'viber', language: 'hy' });
  await payByLink(await orderUntilLink(customer));
  await hearsPaid(customer, stage.shop);
}, 120_000);

function* shots(door: Door, mutants: Buffer[], prove: typeof sign): Generator<Shot> {
  for (const [index, body] of mutants.entries()) {
    const contentType = CONTENT_TYPES[index % CONTENT_TYPES.length] ?? '';
    const headers = prove(door, body, `evt_${index % PAYMENT_EVENTS}`);
    yield { path: DOORS[door], headers: { ...headers, 'content-type': contentType }, body };
  }
}

/** No signature at all, or the right one of other bytes. */
function forge(door: Door, body: Buffer, eventId: string): Record<string, string> {
  return body.length % 2 === 0 ? {} : sign(door, Buffer.concat([body, Buffer.from(' ')]), eventId);
}

/** Other answers than these, with what the processes said about them. */
function wrong(hits: Hits, allowed: Set<number | 'broken'>): (number | string)[] {
  const others = [...hits.keys()].filter((status) => !allowed.has(status));
  return others.length === 0 ? [] : [...others, ...stage.complaints()];
}

function total(hits: Hits): number {
  return [...hits.values()].reduce((sum, count) => sum + count, 0);
}

async function countEvents(): Promise<number> {
  const { rows } = await stage.pool.query<{ count: number }>(
    `select count(*)::int as count from inbox where source <> 'journal'
     and event_key not like 'receipt:%' and event_key not like 'echo:%'`,
  );
  return rows[0]?.count ?? 0;
}

/** Turns the clock for what waits for its next attempt; returns how much still waits. */
async function settle(): Promise<number> {
  await stage.pool.query(
    `update inbox set due_at = now() where state = 'ready' and due_at > now() + interval '1 second'`,
  );
  const { rows } = await stage.pool.query<{ waiting: number }>(
    `select count(*)::int as waiting from inbox where state = 'ready'`,
  );
  return rows[0]?.waiting ?? 0;
}

/** Events laid aside may only be payments that match no attempt of ours. */
const WRONG_ROWS = `
  select 'parked: ' || source || ' ' || event_key || ': ' || coalesce(reason, '') as what
    from inbox where state = 'parked' and reason is distinct from 'orphan'
  union all
  select 'without its lane or its body: ' || event_key from inbox
    where source = 'channel' and state = 'done'
      and (lane_id is null or seq is null or merchant_id is null or body is null)
  union all
  select 'a lane that counted wrong: ' || lane.id from lane
    where seq < (select max(seq) from inbox where lane_id = lane.id)
  union all
  select 'paid by a sum that is not the order''s: ' || capture.id from capture
    join payment_request as request on request.id = capture.request_id
    where outcome = 'won'
      and (capture.amount_minor is distinct from request.amount_minor
        or capture.currency is distinct from request.currency)`;
