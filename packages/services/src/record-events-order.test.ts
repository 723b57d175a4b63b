import { newId } from '@chatpay/core';
import { type IncomingEvent, storeEvents } from '@chatpay/db';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openTestShop, type TestShop } from './testing/open-test-shop.ts';

let shop: TestShop;

beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());

test('the same payment events in another order at the same time are no deadlock', async () => {
  const [open] = (await shop.deps.directory.read()).providers.values();
  if (!open) throw new Error('The test shop has no payment account');
  const { id: accountId, merchantId } = open.account;
  const toEvent = (eventKey: string): IncomingEvent => ({
    id: newId(),
    merchantId,
    accountId,
    source: 'payment',
    person: null,
    eventKey,
    state: 'ready',
    reason: null,
    body: Buffer.from('sealed'),
  });
  for (let round = 0; round < 25; round += 1) {
    const keys = Array.from({ length: 100 }, (_none, index) => `${round}:${index}`);
    const orders = [keys, keys.toReversed(), keys, keys.toReversed()];
    const stored = await Promise.all(
      orders.map((order) => storeEvents(shop.database.pool, order.map(toEvent))),
    );
    expect(stored.flat()).toHaveLength(keys.length);
  }
});
