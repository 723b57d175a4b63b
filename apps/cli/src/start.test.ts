import { claimStart } from '@chatpay/db';
import { createTestDatabase, type TestDatabase } from '@chatpay/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('one start has the database at a time, the next one after it', async () => {
  const first = await claimStart(database.url);
  expect(first).not.toBeNull();
  expect(await claimStart(database.url)).toBeNull();
  await first?.release();
  const second = await claimStart(database.url);
  expect(second).not.toBeNull();
  await second?.release();
});
