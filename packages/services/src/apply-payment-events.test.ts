import { newId, type PaymentEvent } from '@chatpay/core';
import { schema } from '@chatpay/db';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { asc, eq, inArray } from 'drizzle-orm';
import { applyPaymentEvents } from './apply-payment-events.ts';
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

let shop: TestShop;

beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());

async function apply(
  order: Parameters<typeof storeFact>[1],
  event: Parameters<typeof storeFact>[2],
) {
  const inboxId = await storeFact(shop, order, event);
  await applyPaymentEvents(shop.deps, [inboxId]);
  return inboxId;
}

describe('a provider event', () => {
  test('that matches in everything makes the order paid and tells the conversation once', async () => {
    const order = await placeTestOrder(shop);
    const attemptId = await openTestAttempt(shop, order);
    await apply(order, factOf(attemptId));
    await apply(order, factOf(attemptId));
    const standing = await standingOf(shop, order);
    expect(standing.request.status).toBe('paid');
    expect(standing.order.status).toBe('paid');
    expect(standing.order.paidAt).not.toBeNull();
    expect(standing.captures).toHaveLength(1);
    expect(standing.told.map(({ eventKey }) => eventKey)).toEqual([
      `payment:${order.request}:paid`,
    ]);
    expect(shop.rung).toContainEqual({
      name: 'advance-conversation',
      conversationId: order.conversation,
    });
  });

  test('applied by twenty workers at once has one effect', async () => {
    const order = await placeTestOrder(shop);
    const attemptId = await openTestAttempt(shop, order);
    const inboxIds = await Promise.all(
      Array.from({ length: 5 }, () => storeFact(shop, order, factOf(attemptId))),
    );
    await Promise.all(
      inboxIds.flatMap((id) =>
        Array.from({ length: 4 }, () => applyPaymentEvents(shop.deps, [id])),
      ),
    );
    const standing = await standingOf(shop, order);
    expect(standing.request.status).toBe('paid');
    expect(standing.captures).toHaveLength(1);
    expect(standing.told).toHaveLength(1);
    expect(standing.reviews).toHaveLength(0);
  });

  test.each([
    ['too little', { amount: { minor: 179_900, currency: 'AMD' as const } }, 'underpaid'],
    ['too much', { amount: { minor: 180_100, currency: 'AMD' as const } }, 'overpaid'],
    [
      'another currency',
      { amount: { minor: 180_000, currency: 'USD' as const } },
      'currency_mismatch',
    ],
    ['a malformed sum', { amount: null, amountText: '1 800' }, 'currency_mismatch'],
    ['the name of another order', { orderReference: '9999-1' }, 'reference_mismatch'],
  ])('with %s is never paid and waits for a person', async (_name, changes, reason) => {
    const order = await placeTestOrder(shop);
    const attemptId = await openTestAttempt(shop, order);
    await apply(order, factOf(attemptId, changes));
    const standing = await standingOf(shop, order);
    expect(standing.request.status).toBe('manual_review');
    expect(standing.order.status).not.toBe('paid');
    expect(standing.order.inReview).toBe(true);
    expect(standing.reviews.map((item) => item.reason)).toEqual([reason]);
  });

  test('that comes before the answer to our call finds the attempt by our id', async () => {
    const order = await placeTestOrder(shop);
    const attemptId = await openTestAttempt(shop, order);
    await shop.database.db
      .update(schema.attempt)
      .set({ status: 'created', providerRef: null, redirectUrl: null })
      .where(eq(schema.attempt.id, attemptId));
    await apply(order, factOf(attemptId, { providerRef: 'ps_news' }));
    const standing = await standingOf(shop, order);
    expect(standing.request.status).toBe('paid');
  });

  test('of a second session leaves the order paid once and opens a review', async () => {
    const order = await placeTestOrder(shop);
    const first = await openTestAttempt(shop, order, 1);
    const second = await openTestAttempt(shop, order, 2);
    await apply(order, factOf(first));
    await apply(order, factOf(second));
    const standing = await standingOf(shop, order);
    expect(standing.request.status).toBe('paid');
    expect(standing.captures.map(({ outcome }) => outcome).sort()).toEqual(['surplus', 'won']);
    expect(standing.reviews.map((item) => item.reason)).toEqual(['duplicate_payment']);
  });

  test('that is handled together with others is applied as if it were alone', async () => {
    const orders = [];
    for (let n = 0; n < 4; n += 1) orders.push(await placeTestOrder(shop));
    const [paid, twice, short, poisoned] = orders;
    if (!paid || !twice || !short || !poisoned) throw new Error('Four orders were placed');
    const store = async (order: TestOrder, changes: Partial<PaymentEvent> = {}, number = 1) =>
      storeFact(shop, order, factOf(await openTestAttempt(shop, order, number), changes));
    const inboxIds = [
      await store(paid),
      await store(twice),
      await store(twice, {}, 2),
      await store(short, { amount: { minor: 100, currency: 'AMD' } }),
      await store(poisoned),
      await storeFact(shop, paid, factOf(newId())),
    ];
    const { inbox } = schema;
    const poison = inboxIds[4] ?? '';
    await shop.database.db
      .update(inbox)
      .set({ body: Buffer.from('not sealed') })
      .where(eq(inbox.id, poison));
    await applyPaymentEvents(shop.deps, [...inboxIds, ...inboxIds]);

    const stands = await Promise.all(orders.map((order) => standingOf(shop, order)));
    expect(stands.map(({ request }) => request.status)).toEqual([
      'paid',
      'paid',
      'manual_review',
      'pending',
    ]);
    expect(stands.map(({ captures }) => captures.length)).toEqual([1, 2, 1, 0]);
    const told = stands.map((stand) => stand.told.map(({ seq, eventKey }) => [seq, eventKey]));
    expect(told[1]?.map(([seq]) => seq)).toEqual([1, 2]);
    expect(told[0]).toEqual([[1, `payment:${paid.request}:paid`]]);
    const rows = await shop.database.db.select().from(inbox).where(inArray(inbox.id, inboxIds));
    const states = new Map(rows.map(({ id, state, attempts }) => [id, `${state} ${attempts}`]));
    expect(inboxIds.map((id) => states.get(id))).toEqual([
      'done 1',
      'done 1',
      'done 1',
      'done 1',
      'ready 1',
      'ready 1',
    ]);
  });

  test('that the database refuses takes no neighbour with it', async () => {
    const [healthy, sick] = [await placeTestOrder(shop), await placeTestOrder(shop)];
    const inboxIds = [
      await storeFact(shop, healthy, factOf(await openTestAttempt(shop, healthy))),
      await storeFact(
        shop,
        sick,
        factOf(await openTestAttempt(shop, sick), { transactionId: 'nul \u0000' }),
      ),
    ];
    await applyPaymentEvents(shop.deps, inboxIds);
    expect((await standingOf(shop, healthy)).request.status).toBe('paid');
    expect((await standingOf(shop, sick)).request.status).toBe('pending');
  });

  test('that can neither be matched nor kept takes no neighbour with it', async () => {
    const order = await placeTestOrder(shop);
    const stranger = factOf(newId(), { transactionId: 'nul \u0000' });
    const inboxIds = [
      await storeFact(shop, order, stranger),
      await storeFact(shop, order, factOf(await openTestAttempt(shop, order))),
    ];
    const [lost = ''] = inboxIds;
    const { inbox } = schema;
    await shop.database.db.update(inbox).set({ attempts: 5 }).where(eq(inbox.id, lost));
    await applyPaymentEvents(shop.deps, inboxIds);
    expect((await standingOf(shop, order)).request.status).toBe('paid');
    const [row] = await shop.database.db.select().from(inbox).where(eq(inbox.id, lost));
    expect(row).toMatchObject({ state: 'parked' });
  });

  test('that matches nothing is tried again and then kept for a person', async () => {
    const order = await placeTestOrder(shop);
    const inboxId = await storeFact(shop, order, factOf(newId()));
    const { inbox } = schema;
    for (let attempt = 1; attempt <= 6; attempt += 1) {
      await applyPaymentEvents(shop.deps, [inboxId]);
      await shop.database.db
        .update(inbox)
        .set({ dueAt: new Date(0) })
        .where(eq(inbox.id, inboxId));
    }
    const [row] = await shop.database.db.select().from(inbox).where(eq(inbox.id, inboxId));
    expect(row).toMatchObject({ state: 'parked', reason: 'orphan' });
    const reviews = await shop.database.db
      .select()
      .from(schema.reviewItem)
      .where(eq(schema.reviewItem.reason, 'orphan_payment'));
    expect(reviews).toHaveLength(1);
  });

  test('whose attempt appears meanwhile is applied then', async () => {
    const order = await placeTestOrder(shop);
    const attemptId = newId();
    const inboxId = await storeFact(shop, order, factOf(attemptId, { attemptId: null }));
    await applyPaymentEvents(shop.deps, [inboxId]);
    expect((await standingOf(shop, order)).request.status).toBe('pending');
    const opened = await openTestAttempt(shop, order);
    await shop.database.db
      .update(schema.attempt)
      .set({ providerRef: `ps_${attemptId}` })
      .where(eq(schema.attempt.id, opened));
    await shop.database.db
      .update(schema.inbox)
      .set({ dueAt: new Date(0) })
      .where(eq(schema.inbox.id, inboxId));
    await applyPaymentEvents(shop.deps, [inboxId]);
    expect((await standingOf(shop, order)).request.status).toBe('paid');
  });
});

describe('the journal', () => {
  test('is a dense chain with balanced postings, and refuses every change', async () => {
    const { db } = shop.database;
    const { journalEntry, posting } = schema;
    const entries = await db.select().from(journalEntry).orderBy(asc(journalEntry.seq));
    expect(entries.length).toBeGreaterThan(5);
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_entry, index) => index + 1));
    for (const [index, entry] of entries.entries()) {
      expect(entry.previousHash).toBe(entries[index - 1]?.hash ?? '0'.repeat(64));
    }
    const sums = await db.select().from(posting);
    const total = (side: string) =>
      sums.filter((row) => row.side === side).reduce((sum, row) => sum + row.minor, 0);
    expect(total('debit')).toBe(total('credit'));
    await expect(db.update(journalEntry).set({ reason: 'changed' })).rejects.toThrow();
    await expect(db.delete(journalEntry)).rejects.toThrow();
    await expect(db.delete(posting)).rejects.toThrow();
  });
});
