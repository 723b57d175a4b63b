import type { ShopFile } from '@chatpay/services';
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
  return { databaseUrl: database.url, secretsKeys: [KEY] };
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

  test.each([
    ['credentials', '"pageToken"', '"pageTokens"', 'pageToken: Invalid input'],
    ['settings', '"appId": "', '"appId": "", "was": "', 'appId: Too small'],
    ['an address', 'http://localhost:4000/graph', 'graph', 'baseUrl: Invalid URL'],
  ])('%s that the adapter cannot use are refused in one sentence', async (_what, from, to, why) => {
    const shop = await readShopFile(DEMO, (text) => text.replace(from, to));
    const refusal = await refusalOf(shop);
    expect(refusal).toContain('The messenger account demo-messenger cannot be used: ');
    expect(refusal).toContain(why);
    expect(refusal).not.toContain('\n');
  });

  test('another shop cannot take a key that is in use', async () => {
    const shop = await readShopFile(DEMO);
    await expect(apply(readEnv({}), target(), { ...shop, key: 'another' })).rejects.toThrow(
      'belongs to another shop',
    );
  });

  test('an account of a platform keeps its key, and no second shop takes it', async () => {
    const known = 'the key demo-messenger already';
    expect(await refusalOf(await renamed('demo'))).toContain(known);
    expect(await refusalOf(await renamed('another'))).toContain(known);
  });

  test('another SECRETS_KEY writes nothing, not even a new shop that gateways could not open', async () => {
    const other = { ...target(), secretsKeys: ['mPsUaE5jL2gH7dF4cb9XwT6r1Qn3Yv0z8Jk='] };
    const fresh = await readShopFile(DEMO, (text) =>
      text.replaceAll('"demo', '"fresh').replaceAll('"externalId": "', '"externalId": "9'),
    );
    for (const shop of [await readShopFile(DEMO), fresh]) {
      await expect(apply(readEnv({}), other, shop)).rejects.toThrow('set SECRETS_KEY to the one');
    }
    expect((await apply(readEnv({}), target(), fresh)).created).toContain('shop fresh');
  });

  test('a database that is not there is one sentence without a query in it', async () => {
    const away = { ...target(), databaseUrl: 'postgres://nobody:secret@127.0.0.1:1/none' };
    await expect(apply(readEnv({}), away, await readShopFile(DEMO))).rejects.toThrow(
      /^The database cannot be used: .*ECONNREFUSED.*Check DATABASE_URL[^\n]*$/,
    );
  });
});

async function refusalOf(shop: ShopFile): Promise<string> {
  const outcome = apply(readEnv({}), target(), shop).then(
    () => 'applied',
    (error: Error) => error.message,
  );
  return outcome;
}

/** The demo shop with other keys for its accounts, which are the same ones at the platforms. */
async function renamed(shopKey: string): Promise<ShopFile> {
  const shop = await readShopFile(DEMO, (text) => text.replaceAll('"demo-', '"other-'));
  return { ...shop, key: shopKey };
}
