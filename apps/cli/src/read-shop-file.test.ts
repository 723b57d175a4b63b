import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readShopFile } from './read-shop-file.ts';

const DEMO = new URL('../../sandbox/demo-shop.json', import.meta.url);

let folder: string;
let demo: Record<string, unknown>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chatpay-shop-'));
  demo = JSON.parse(await readFile(DEMO, 'utf8'));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(content: string | Buffer): Promise<string> {
  const path = join(folder, 'shop.json');
  await writeFile(path, content);
  return path;
}

describe('a shop file', () => {
  test('the demo shop is a good one', async () => {
    const shop = await readShopFile(DEMO.pathname);
    expect(shop.catalogue.length).toBeGreaterThan(5);
    expect(shop.channels.map(({ channel }) => channel)).toEqual([
      'messenger',
      'instagram',
      'viber',
    ]);
  });

  test.each([
    ['a price with a fraction', { catalogue: [{ price: 1.5 }] }, 'catalogue.0.price'],
    ['an unknown channel', { channels: [{ channel: 'telegram' }] }, 'channels.0.channel'],
    ['a key with spaces', { key: 'my shop' }, 'key: use lower-case letters'],
    ['no catalogue', { catalogue: [] }, 'catalogue'],
    ['a link of one minute', { link: { lifetimeMinutes: 1 } }, 'link.lifetimeMinutes'],
    ['a word we do not know', { discount: 5 }, 'discount'],
    ['a name nothing can store', { name: 'a\u0000b' }, 'name: holds a character'],
    ['half a character', { name: 'a\ud800b' }, 'name: holds a character'],
  ])('%s is named with its place', async (_name, changes, place) => {
    const path = await write(JSON.stringify({ ...demo, ...changes }));
    await expect(readShopFile(path)).rejects.toThrow(place);
  });

  test('a product that stands there twice is named', async () => {
    const { catalogue } = await readShopFile(DEMO.pathname);
    const path = await write(JSON.stringify({ ...demo, catalogue: [...catalogue, catalogue[0]] }));
    await expect(readShopFile(path)).rejects.toThrow('gata stands there twice');
  });

  test('an account of a platform that stands there under two keys is named', async () => {
    const { channels } = await readShopFile(DEMO.pathname);
    const again = { ...channels[0], key: 'again' };
    const path = await write(JSON.stringify({ ...demo, channels: [...channels, again] }));
    await expect(readShopFile(path)).rejects.toThrow(
      'the messenger account 104857600000001 stands there twice',
    );
  });

  test('a price that stands there twice is no price', async () => {
    const text = await readFile(DEMO, 'utf8');
    const path = await write(text.replace('"price": 1800', '"price": 1800,\n"pric\\u0065": 18'));
    const line = text.slice(0, text.indexOf('"price": 1800')).split('\n').length + 1;
    await expect(readShopFile(path)).rejects.toThrow(`line ${line} gives "price" a second time`);
  });

  test('the mark that editors put in front is read over, another encoding is named', async () => {
    const text = JSON.stringify(demo);
    expect(await readShopFile(await write(`\ufeff${text}`))).toEqual(
      await readShopFile(DEMO.pathname),
    );
    await expect(readShopFile(await write(Buffer.from(text, 'utf16le')))).rejects.toThrow('is not');
    await expect(
      readShopFile(await write(Buffer.from('{"name": "café"}', 'latin1'))),
    ).rejects.toThrow('is not a text in UTF-8');
  });

  test('what is not JSON, and what is not there, is said so', async () => {
    await expect(readShopFile(await write('{ "key": '))).rejects.toThrow('is not JSON');
    await expect(readShopFile(join(folder, 'none.json'))).rejects.toThrow('cannot be read');
  });
});
