import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Stand, startStand } from '../testing/start-stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await startStand();
});
afterAll(() => stand.close());

test('the page, its styles, its scripts and what they import are all served from here', async () => {
  const missing: string[] = [];
  const seen = new Set<string>();

  async function follow(path: string): Promise<void> {
    if (seen.has(path)) return;
    seen.add(path);
    const { status, text } = await stand.call('GET', path);
    if (status !== 200) missing.push(path);
    const links = [...text.matchAll(/(?:href|src)="(\/[^"]+)"/g)].map(([, link]) => link ?? '');
    const imports = [...text.matchAll(/from '\.\/([^']+)'/g)].map(([, name]) => `/scripts/${name}`);
    for (const next of [...links, ...imports]) await follow(next);
    expect(text).not.toMatch(/(?:src|href|from|url\()\s*=?\s*["'(]https?:/);
  }

  await follow('/');
  expect(missing).toEqual([]);
  expect(seen).toContain('/scripts/main.js');
  expect(seen).toContain('/scripts/bubble.js');
  expect(seen).toContain('/styles/viber.css');
});

test.each([
  ['photo.png', 'image/png'],
  ['sticker.png', 'image/png'],
  ['voice.wav', 'audio/wav'],
  ['clip.webm', 'video/webm'],
  ['receipt.pdf', 'application/pdf'],
])('what a customer attaches can be fetched: %s', async (file, type) => {
  const { status, headers } = await stand.call('GET', `/media/${file}`);
  expect([status, headers.get('content-type')]).toEqual([200, type]);
});
