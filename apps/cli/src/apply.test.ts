import { createTestDatabase, type TestDatabase } from '@chatpay/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { apply, describeApplied } from './apply.ts';
import { readEnv } from './env.ts';
import { readShopFile } from './read-shop-file.ts';

const DEMO = new URL('../../sandbox/demo-shop.json', import.meta.url).pathname;
const KEY = 'kJ8z0vY3nQ1rT6wX9bC4dF7gH2jL5mPsUaE=';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

function target() {
  return { databaseUrl: database.url, secretsKey: KEY };
}

describe('chatpay apply', () => {
  test('creates the shop, and applied again changes nothing', async () => {
    const shop = await readShopFile(DEMO);
    const first = await apply(readEnv({}), target(), shop);
    expect(first.created).toContain('shop demo');
    expect(first.created).toContain('channel demo-viber');
    const second = await apply(readEnv({}), target(), shop);
    expect(second).toEqual({ created: [], changed: [], removed: [] });
    expect(describeApplied(shop, second)).toContain('nothing to change');
  });

  test('changes what changed and switches off what is gone', async () => {
    const shop = await readShopFile(DEMO);
    const [gata, ...others] = shop.catalogue;
    if (!gata) throw new Error('The demo shop is empty');
    const catalogue = [{ ...gata, price: 2000 }, ...others.slice(0, -1)];
    const changed = await apply(readEnv({}), target(), { ...shop, catalogue });
    expect(changed).toEqual({
      created: [],
      changed: ['product gata'],
      removed: ['product coffee'],
    });
    const back = await apply(readEnv({}), target(), shop);
    expect(back.changed.sort()).toEqual(['product coffee', 'product gata']);
  });

  test('a secret that is not set is named, and nothing is written', async () => {
    const shop = await readShopFile(DEMO, (text) =>
      text.replace('"sandbox-page-token"', '{ "env": "PAGE_TOKEN" }'),
    );
    await expect(apply(readEnv({}), target(), shop)).rejects.toThrow(
      'Set the environment variable PAGE_TOKEN',
    );
    const given = await apply(readEnv({ PAGE_TOKEN: 'a new token' }), target(), shop);
    expect(given.changed).toEqual(['channel demo-messenger']);
  });

  test('credentials the adapter cannot use are refused before anything is written', async () => {
    const shop = await readShopFile(DEMO, (text) => text.replace('"pageToken"', '"pageTokens"'));
    await expect(apply(readEnv({}), target(), shop)).rejects.toThrow(/pageToken/);
  });

  test('another shop cannot take a key that is in use', async () => {
    const shop = await readShopFile(DEMO);
    await expect(apply(readEnv({}), target(), { ...shop, key: 'another' })).rejects.toThrow(
      'belongs to another shop',
    );
  });
});
