import { silentLogger } from '@chatpay/core';
import { createSealer, schema } from '@chatpay/db';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createDirectory } from './directory.ts';
import { requireOpenAccounts } from './require-open-accounts.ts';
import { openTestShop, type TestShop } from './testing/open-test-shop.ts';

let shop: TestShop;

beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());

function directoryWith(key: string) {
  return createDirectory({
    db: shop.database.db,
    sealer: createSealer([key]),
    adapters: {
      channel: () => ({ adapter: shop.channel, signer: 'app' }),
      provider: () => shop.provider,
    },
    logger: silentLogger,
    monotonicMs: () => performance.now(),
  });
}

test('a process starts with the key of its accounts, and with one account that is broken', async () => {
  const { db } = shop.database;
  await expect(requireOpenAccounts(shop.deps.directory)).resolves.toBeUndefined();
  await db.update(schema.paymentAccount).set({ credentials: Buffer.from('broken') });
  const key = 'a-test-key-a-test-key-a-test-key-a-test';
  await expect(requireOpenAccounts(directoryWith(key))).resolves.toBeUndefined();
});

test('a process does not start with a key that opens none of them', async () => {
  const other = directoryWith('another-key-another-key-another-key-ano');
  await expect(requireOpenAccounts(other)).rejects.toThrow(/SECRETS_KEY/);
});
