import { schema } from '@chatpay/db';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { parkOrPostpone } from './park-or-postpone.ts';
import {
  factOf,
  openTestShop,
  placeTestOrder,
  storeFact,
  type TestShop,
} from './testing/open-test-shop.ts';

const { inbox } = schema;

let shop: TestShop;

beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());

describe('an event whose handling failed', () => {
  test.each([
    [1, 'ready'],
    [5, 'parked'],
  ])(
    'after attempt %d is %s, and its reason tells nothing of the customer',
    async (attempts, state) => {
      const id = await storeFact(shop, await placeTestOrder(shop), factOf('any'));
      const error: unknown = await shop.deps.db
        .execute(sql`select ${'CANARY Abovyan 1'}::uuid`)
        .catch((fault: unknown) => fault);
      await parkOrPostpone(shop.deps, { id, attempts }, error);
      const [row] = await shop.database.db.select().from(inbox).where(eq(inbox.id, id));
      expect(row).toMatchObject({ state, reason: expect.stringMatching(/^query failed/) });
      expect(row?.reason).not.toContain('CANARY');
    },
  );
});
