import { expect, test } from '@jest/globals';
import type { Session } from './session.ts';
import { createSessionStore } from './session-store.ts';

const session = (number: number) =>
  ({ id: `ps_${number}`, account: 'shop', merchantOrderId: `o-${number}` }) as Session;

test('the oldest session is pushed out, with everything that led to it', () => {
  const forgotten: string[] = [];
  const store = createSessionStore(3, ({ id }) => forgotten.push(id));
  for (let number = 1; number <= 5; number += 1) {
    store.add(session(number), `key-${number}`, { number });
  }
  expect(forgotten).toEqual(['ps_1', 'ps_2']);
  expect(store.list().map(({ id }) => id)).toEqual(['ps_3', 'ps_4', 'ps_5']);
  expect(store.byId('ps_1')).toBeUndefined();
  expect(store.byIdempotencyKey('shop', 'key-2')).toBeUndefined();
  expect(store.byMerchantOrderId('shop', 'o-2')).toEqual([]);
  expect(store.byIdempotencyKey('shop', 'key-3')?.request).toEqual({ number: 3 });
});

test('sessions of one order are found together and leave one by one', () => {
  const store = createSessionStore(2, () => {});
  const retried = (number: number) => ({ ...session(number), merchantOrderId: 'same' });
  for (let number = 1; number <= 3; number += 1) {
    store.add(retried(number), `key-${number}`, null);
  }
  expect(store.byMerchantOrderId('shop', 'same').map(({ id }) => id)).toEqual(['ps_2', 'ps_3']);
});
