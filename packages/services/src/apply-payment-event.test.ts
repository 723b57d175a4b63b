import { newId } from '@chatpay/core';
import { schema } from '@chatpay/db';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { asc, eq } from 'drizzle-orm';
import { applyPaymentEvent } from './apply-payment-event.ts';
import {
  factOf,
  openTestAttempt,
  openTestShop,
  placeTestOrder,
  standingOf,
  storeFact,
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
  await applyPaymentEvent(shop.deps, inboxId);
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
      inboxIds.flatMap((id) => Array.from({ length: 4 }, () => applyPaymentEvent(shop.deps, id))),
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

  test('that matches nothing is tried again and then kept for a person', async () => {
    const order = await placeTestOrder(shop);
    const inboxId = await storeFact(shop, order, factOf(newId()));
    const { inbox } = schema;
    for (let attempt = 1; attempt <= 6; attempt += 1) {
      await applyPaymentEvent(shop.deps, inboxId);
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
    await applyPaymentEvent(shop.deps, inboxId);
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
    await applyPaymentEvent(shop.deps, inboxId);
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
