import { schema } from '@chatpay/db';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { expireRequest } from './expire-request.ts';
import { lookUpAttempt } from './look-up-attempt.ts';
import { openCheckout } from './open-checkout.ts';
import {
  factOf,
  openTestAttempt,
  openTestShop,
  placeTestOrder,
  standingOf,
  type TestOrder,
  type TestShop,
} from './testing/open-test-shop.ts';

const { attempt, paymentRequest } = schema;

let shop: TestShop;

beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());

async function attemptsOf(order: TestOrder) {
  return shop.database.db.select().from(attempt).where(eq(attempt.requestId, order.request));
}

async function passExpiry(order: TestOrder): Promise<void> {
  await shop.database.db
    .update(paymentRequest)
    .set({ expiresAt: new Date(Date.now() - 1_000), dueAt: new Date(Date.now() - 1_000) })
    .where(eq(paymentRequest.id, order.request));
}

describe('the pay button', () => {
  test('opens a session and remembers it', async () => {
    const order = await placeTestOrder(shop);
    const opened = await openCheckout(shop.deps, order.token);
    const [row] = await attemptsOf(order);
    expect(opened).toEqual({ kind: 'redirect', url: `https://provider.example/${row?.id}` });
    expect(row).toMatchObject({ status: 'registered', number: 1, providerRef: `ps_${row?.id}` });
    expect(shop.provider.sessions.get(row?.id ?? '')).toMatchObject({
      amount: { minor: 180_000, currency: 'AMD' },
      returnUrl: `https://pay.example/pay/${order.token}/return`,
    });
  });

  test('pressed ten times at once opens one session', async () => {
    const order = await placeTestOrder(shop);
    const opened = await Promise.all(
      Array.from({ length: 10 }, () => openCheckout(shop.deps, order.token)),
    );
    expect(await attemptsOf(order)).toHaveLength(1);
    expect(new Set(opened.map((one) => JSON.stringify(one))).size).toBe(1);
  });

  test('after a lost answer asks again under the same name', async () => {
    const order = await placeTestOrder(shop);
    shop.provider.checkouts.push(() => ({ kind: 'unknown', reason: 'timeout' }));
    expect(await openCheckout(shop.deps, order.token)).toEqual({ kind: 'unavailable' });
    expect(await attemptsOf(order)).toMatchObject([{ status: 'unknown' }]);
    expect(await openCheckout(shop.deps, order.token)).toMatchObject({ kind: 'redirect' });
    expect(await attemptsOf(order)).toMatchObject([{ status: 'registered', number: 1 }]);
  });

  test('while the provider is away says so, and the next press opens a new session', async () => {
    const order = await placeTestOrder(shop);
    shop.provider.checkouts.push(() => ({ kind: 'unavailable', reason: 'refused' }));
    expect(await openCheckout(shop.deps, order.token)).toEqual({ kind: 'unavailable' });
    expect(await openCheckout(shop.deps, order.token)).toMatchObject({ kind: 'redirect' });
    expect((await standingOf(shop, order)).request.status).toBe('pending');
  });

  test('does nothing for a link that is past its time, paid or not ours', async () => {
    const order = await placeTestOrder(shop);
    await passExpiry(order);
    expect(await openCheckout(shop.deps, order.token)).toEqual({ kind: 'closed' });
    expect(await openCheckout(shop.deps, 'not-a-link-of-ours-at-all')).toEqual({ kind: 'closed' });
    expect(await attemptsOf(order)).toHaveLength(0);
  });
});

describe('the pay button after a session that is over', () => {
  async function overSession(order: TestOrder): Promise<string> {
    const id = await openTestAttempt(shop, order);
    const past = { sessionExpiresAt: new Date(Date.now() - 60_000), nextLookupAt: null };
    await shop.database.db.update(attempt).set(past).where(eq(attempt.id, id));
    return id;
  }

  test('finds the payment whose webhook was lost and opens nothing', async () => {
    const order = await placeTestOrder(shop);
    const id = await overSession(order);
    shop.provider.facts.set(id, factOf(id, { source: 'lookup' }));
    expect(await openCheckout(shop.deps, order.token)).toEqual({ kind: 'closed' });
    expect((await standingOf(shop, order)).request.status).toBe('paid');
    expect(await attemptsOf(order)).toHaveLength(1);
  });

  test.each(['expired', 'pending'] as const)('opens the next one if it is %s', async (kind) => {
    const order = await placeTestOrder(shop);
    const id = await overSession(order);
    shop.provider.facts.set(id, factOf(id, { kind, source: 'lookup', transactionId: null }));
    expect(await openCheckout(shop.deps, order.token)).toMatchObject({ kind: 'redirect' });
    expect(await attemptsOf(order)).toHaveLength(2);
  });

  test('opens nothing while the provider does not say how it ended', async () => {
    const order = await placeTestOrder(shop);
    await overSession(order);
    shop.provider.away = true;
    expect(await openCheckout(shop.deps, order.token)).toEqual({ kind: 'unavailable' });
    shop.provider.away = false;
    expect(await attemptsOf(order)).toHaveLength(1);
  });

  test('asks for the same session again where its page was never learned', async () => {
    const order = await placeTestOrder(shop);
    const id = await openTestAttempt(shop, order);
    const seen = { status: 'in_provider', redirectUrl: null } as const;
    await shop.database.db.update(attempt).set(seen).where(eq(attempt.id, id));
    const url = `https://provider.example/${id}`;
    expect(await openCheckout(shop.deps, order.token)).toEqual({ kind: 'redirect', url });
    expect(await attemptsOf(order)).toMatchObject([{ status: 'in_provider', redirectUrl: url }]);
  });
});

test.each([{ status: 'paid' as const }, { inReview: true }])(
  'a link of an order whose other link brought money opens nothing: %j',
  async (change) => {
    const order = await placeTestOrder(shop);
    await shop.database.db.update(schema.order).set(change).where(eq(schema.order.id, order.order));
    expect(await openCheckout(shop.deps, order.token)).toEqual({ kind: 'closed' });
    expect(await attemptsOf(order)).toHaveLength(0);
  },
);

describe('losing every webhook', () => {
  test('a lookup finds the payment', async () => {
    const order = await placeTestOrder(shop);
    const attemptId = await openTestAttempt(shop, order);
    shop.provider.facts.set(attemptId, factOf(attemptId, { source: 'lookup' }));
    await lookUpAttempt(shop.deps, attemptId);
    expect((await standingOf(shop, order)).request.status).toBe('paid');
    const [row] = await attemptsOf(order);
    expect(row).toMatchObject({ status: 'succeeded', nextLookupAt: null });
  });

  test('a lookup that is not due is not made', async () => {
    const order = await placeTestOrder(shop);
    const attemptId = await openTestAttempt(shop, order);
    await lookUpAttempt(shop.deps, attemptId);
    shop.provider.facts.set(attemptId, factOf(attemptId, { source: 'lookup' }));
    await lookUpAttempt(shop.deps, attemptId);
    const [row] = await attemptsOf(order);
    expect(row?.lookups).toBe(1);
  });

  test('a link does not expire while its session may still be paid', async () => {
    const order = await placeTestOrder(shop);
    const attemptId = await openTestAttempt(shop, order);
    await passExpiry(order);
    await expireRequest(shop.deps, order.request);
    expect((await standingOf(shop, order)).request.status).toBe('pending');
    await shop.database.db
      .update(attempt)
      .set({ sessionExpiresAt: new Date(Date.now() - 3_600_000), nextLookupAt: new Date(0) })
      .where(eq(attempt.id, attemptId));
    await lookUpAttempt(shop.deps, attemptId);
    await expireRequest(shop.deps, order.request);
    const standing = await standingOf(shop, order);
    expect(standing.request.status).toBe('expired');
    expect(standing.order.status).toBe('payment_expired');
    expect(standing.told.map(({ eventKey }) => eventKey)).toEqual([
      `payment:${order.request}:expired`,
    ]);
  });

  test('expiring twice tells once', async () => {
    const order = await placeTestOrder(shop);
    await passExpiry(order);
    await Promise.all([
      expireRequest(shop.deps, order.request),
      expireRequest(shop.deps, order.request),
    ]);
    expect((await standingOf(shop, order)).told).toHaveLength(1);
  });

  test('money after expiry waits for a person', async () => {
    const order = await placeTestOrder(shop);
    const attemptId = await openTestAttempt(shop, order);
    await shop.database.db
      .update(paymentRequest)
      .set({ status: 'expired' })
      .where(eq(paymentRequest.id, order.request));
    shop.provider.facts.set(attemptId, factOf(attemptId, { source: 'lookup' }));
    await lookUpAttempt(shop.deps, attemptId);
    const standing = await standingOf(shop, order);
    expect(standing.request.status).toBe('manual_review');
    expect(standing.reviews.map(({ reason }) => reason)).toEqual(['late_payment']);
    expect(standing.captures).toMatchObject([{ outcome: 'late' }]);
  });
});
