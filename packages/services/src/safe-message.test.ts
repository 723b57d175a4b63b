import { type TestConnection, withDatabase } from '@chatpay/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { safeMessage } from './safe-message.ts';

let database: TestConnection;

beforeAll(async () => {
  database = await withDatabase();
});
afterAll(() => database.drop());

const SECRET = '+37491-canary';

async function faultOf(work: () => Promise<unknown> | unknown): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing failed');
}

describe('what is kept of an error', () => {
  const faults: [string, () => Promise<unknown> | unknown, string][] = [
    [
      'a statement that failed',
      () => database.db.execute(sql`select ${SECRET} from nowhere`),
      'query failed: relation "nowhere" does not exist',
    ],
    [
      'a value of the wrong type',
      () => database.db.execute(sql`select ${SECRET}::uuid`),
      'query failed: invalid input syntax for type uuid',
    ],
    [
      'the driver’s own error',
      () => database.pool.query('select $1::bigint', [SECRET]),
      'invalid input syntax for type bigint',
    ],
    ['a text that is not JSON', () => JSON.parse(`{"phone": ${SECRET}}`), 'unreadable text'],
    ['an error of ours', () => Promise.reject(new Error('Order 7 is gone')), 'Order 7 is gone'],
    ['something that is no error', () => Promise.reject(SECRET), 'not an Error'],
  ];

  test.each(faults)('%s', async (_name, work, expected) => {
    expect(safeMessage(await faultOf(work))).toBe(expected);
  });
});
