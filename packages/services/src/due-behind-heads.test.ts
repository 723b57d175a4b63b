import { findDueWork, schema } from '@chatpay/db';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import {
  openTestShop,
  placeTestOrder,
  queueMessage,
  type TestShop,
} from './testing/open-test-shop.ts';

const { message } = schema;

let shop: TestShop;

beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());

/** Conversations whose first message waits for a platform, with another one queued behind it. */
async function leaveBlocked(): Promise<void> {
  const order = await placeTestOrder(shop);
  await queueMessage(shop, order, {
    seq: 1,
    state: 'retry',
    dueAt: new Date(Date.now() + 300_000),
  });
  await queueMessage(shop, order, { seq: 2, dueAt: new Date(Date.now() - 60_000) });
}

test('messages behind one that waits do not hide the work of other conversations', async () => {
  for (let count = 0; count < 5; count += 1) await leaveBlocked();
  const healthy = await placeTestOrder(shop);
  const id = await queueMessage(shop, healthy, { seq: 1, state: 'retry' });
  await shop.database.db
    .update(message)
    .set({ dueAt: new Date(Date.now() - 5_000) })
    .where(eq(message.id, id));
  const { deliveries } = await findDueWork(shop.database.db, { graceMs: 1_500, limit: 5 });
  expect(deliveries.map((due) => due.id)).toEqual([healthy.conversation]);
});
