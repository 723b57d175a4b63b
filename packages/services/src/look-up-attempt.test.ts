import { schema } from '@chatpay/db';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { applyPaymentEvents } from './apply-payment-events.ts';
import { expireRequest } from './expire-request.ts';
import { lookUpAttempt } from './look-up-attempt.ts';
import {
  factOf,
  openTestAttempt,
  openTestShop,
  placeTestOrder,
  standingOf,
  storeFact,
  type TestOrder,
  type TestShop,
} from './testing/open-test-shop.ts';

const { attempt, paymentRequest } = schema;
const HOUR_MS = 3_600_000;

let shop: TestShop;

beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());

async function attemptOf(id: string) {
  const [row] = await shop.database.db.select().from(attempt).where(eq(attempt.id, id));
  if (!row) throw new Error('The attempt is gone');
  return row;
}

async function change(id: string, columns: Partial<typeof attempt.$inferInsert>) {
  await shop.database.db.update(attempt).set(columns).where(eq(attempt.id, id));
}

async function askTimes(times: number, id: string) {
  for (let asked = 0; asked < times; asked += 1) {
    await change(id, { nextLookupAt: new Date(0) });
    await lookUpAttempt(shop.deps, id);
  }
}

async function makeOverdue(order: TestOrder) {
  await shop.database.db
    .update(paymentRequest)
    .set({ expiresAt: new Date(0), dueAt: new Date(0) })
    .where(eq(paymentRequest.id, order.request));
}

describe('an attempt that hints make us ask about again and again', () => {
  test('is asked about as long as it would have been without them', async () => {
    const order = await placeTestOrder(shop);
    const id = await openTestAttempt(shop, order);
    shop.provider.facts.set(id, factOf(id, { source: 'lookup', kind: 'pending' }));
    await askTimes(60, id);
    expect((await standingOf(shop, order)).request.status).toBe('pending');
    const { status, nextLookupAt } = await attemptOf(id);
    expect(status).toBe('in_provider');
    expect(nextLookupAt?.getTime()).toBeLessThan(Date.now() + 120_000);
  });
});

describe('a statement that leaves doubt about a payment', () => {
  test('is checked with the provider, whose void counts', async () => {
    const order = await placeTestOrder(shop);
    const id = await openTestAttempt(shop, order);
    await applyPaymentEvents(shop.deps, [await storeFact(shop, order, factOf(id))]);
    expect((await standingOf(shop, order)).request.status).toBe('paid');

    const failure = factOf(id, { kind: 'failed', transactionId: null });
    await applyPaymentEvents(shop.deps, [await storeFact(shop, order, failure)]);
    expect(shop.rung).toContainEqual({ name: 'look-up-attempt', attemptId: id });
    shop.provider.facts.set(id, factOf(id, { kind: 'voided', source: 'lookup' }));
    await lookUpAttempt(shop.deps, id);

    const standing = await standingOf(shop, order);
    expect(standing.request.status).toBe('manual_review');
    expect(standing.reviews.map(({ reason }) => reason)).toEqual(['voided_by_provider']);
    expect(await attemptOf(id)).toMatchObject({ status: 'voided', nextLookupAt: null });
  });

  test('is asked about until there is an answer, and then no more', async () => {
    const order = await placeTestOrder(shop);
    const id = await openTestAttempt(shop, order);
    await applyPaymentEvents(shop.deps, [await storeFact(shop, order, factOf(id))]);
    const failure = factOf(id, { kind: 'failed', transactionId: null });
    await applyPaymentEvents(shop.deps, [await storeFact(shop, order, failure)]);
    await change(id, { createdAt: new Date(Date.now() - 100 * HOUR_MS) });
    shop.provider.away = true;
    await lookUpAttempt(shop.deps, id);
    shop.provider.away = false;
    expect((await attemptOf(id)).nextLookupAt).not.toBeNull();

    shop.provider.facts.set(id, factOf(id, { source: 'lookup' }));
    await askTimes(1, id);
    expect((await standingOf(shop, order)).request.status).toBe('paid');
    expect((await attemptOf(id)).nextLookupAt).toBeNull();
  });
});

describe('a provider that is away for days', () => {
  test('leaves one item for a person, is asked once an hour, and its answer settles it', async () => {
    const order = await placeTestOrder(shop);
    const id = await openTestAttempt(shop, order);
    await makeOverdue(order);
    const longAgo = new Date(Date.now() - 100 * HOUR_MS);
    await change(id, { createdAt: longAgo, sessionExpiresAt: longAgo, lookups: 50 });
    shop.provider.away = true;
    await askTimes(5, id);
    const before = await standingOf(shop, order);
    expect(before.request).toMatchObject({ status: 'manual_review' });
    expect(before.reviews.map(({ reason }) => reason)).toEqual(['outcome_unknown']);

    await expireRequest(shop.deps, order.request);
    const { request } = await standingOf(shop, order);
    expect(request.dueAt.getTime()).toBeGreaterThan(Date.now() + 0.9 * HOUR_MS);

    shop.provider.away = false;
    shop.provider.facts.set(id, factOf(id, { source: 'lookup' }));
    await askTimes(1, id);
    const after = await standingOf(shop, order);
    expect(after.request.status).toBe('paid');
    expect(after.reviews.map(({ state }) => state)).toEqual(['resolved']);
  });
});
