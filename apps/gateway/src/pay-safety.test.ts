import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { placeOrder, type Standing } from './testing/place-order.ts';
import { startTestGateway } from './testing/start-test-gateway.ts';

type Gateway = Awaited<ReturnType<typeof startTestGateway>>;

const HOSTILE = `<script>alert("1")</script><img src=x onerror='alert(2)'>&amp;`;
const ESCAPED =
  '&#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62;&#60;img src=x onerror=&#39;alert(2)&#39;&#62;&#38;amp;';
const MOST_BYTES = 50_000;

let gateway: Gateway;

/** The demo shop with every word of its own replaced by something that must not run. */
function hostileShop(text: string): string {
  const shop: Record<string, unknown> = JSON.parse(text);
  const words = { hy: HOSTILE, ru: HOSTILE, en: HOSTILE };
  return JSON.stringify({
    ...shop,
    name: HOSTILE.slice(0, 60),
    texts: { nextSteps: words, support: words },
  });
}

beforeAll(async () => {
  gateway = await startTestGateway(hostileShop);
});
afterAll(() => gateway.close());

const open = (path: string, init: RequestInit = {}) => fetch(`${gateway.url}${path}`, init);

describe('names that are no names', () => {
  test.each([
    ['pending', {}],
    ['checking', { attempt: 'in_provider' }],
    ['paid', { status: 'paid', attempt: 'succeeded' }],
    ['expired', { status: 'expired' }],
  ] as [string, Standing][])('stand as words on the page of a %s payment', async (_, standing) => {
    const names = { hy: HOSTILE, ru: HOSTILE, en: HOSTILE };
    const { path } = await placeOrder(gateway, { ...standing, names });
    const page = await (await open(`${path}/return`)).text();
    expect(page).toContain(ESCAPED);
    expect(page).not.toContain(HOSTILE);
    expect(page).not.toMatch(/<img/i);
    expect(scriptsOf(page).every((tag) => tag.startsWith('<script src="/pay/assets/'))).toBe(true);
    expect(page.replace(/"[^"]*"/g, '""')).not.toMatch(/<[^>]+\son\w+=/i);
  });
});

describe('every page', () => {
  const PAGES: [string, (path: string) => string, RequestInit, number][] = [
    ['a link', (path) => path, {}, 200],
    ['a link, asked for its headers', (path) => path, { method: 'HEAD' }, 200],
    ['the return from the bank', (path) => `${path}/return?status=paid`, {}, 200],
    ['a press on a closed link', (path) => path, { method: 'POST' }, 200],
    ['no link of ours', () => `/pay/${'x'.repeat(27)}`, {}, 404],
  ];

  test.each(PAGES)('is kept nowhere and runs nothing: %s', async (_name, place, init, status) => {
    const { path } = await placeOrder(gateway, { status: 'paid', attempt: 'succeeded' });
    const { headers, status: answered } = await open(place(path), init);
    expect(answered).toBe(status);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('set-cookie')).toBeNull();
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/unsafe|\bhttps?:|data:|script-src[^;]*\*/);
  });

  test('needs nothing but itself, a style and at most a script, together under 50 kB', async () => {
    const { path } = await placeOrder(gateway, { attempt: 'in_provider' });
    const page = await (await open(`${path}/return`)).text();
    const needed = [...page.matchAll(/(?:src|href)="(\/pay\/assets\/[^"]+)"/g)].map(
      ([, link]) => link ?? '',
    );
    expect(needed.sort()).toEqual(['/pay/assets/page.css', '/pay/assets/poll.js']);
    let bytes = Buffer.byteLength(page);
    for (const link of needed) {
      const asset = await open(link);
      expect(asset.status).toBe(200);
      expect(asset.headers.get('cache-control')).toContain('max-age');
      expect(asset.headers.get('x-content-type-options')).toBe('nosniff');
      const text = await asset.text();
      expect(text).not.toMatch(/@import|url\(|https?:/);
      bytes += Buffer.byteLength(text);
    }
    expect(bytes).toBeLessThan(MOST_BYTES);
    expect(page).not.toMatch(/ style=|<style|src="(?!\/pay\/)/);
  });

  test.each(['PUT', 'DELETE', 'PATCH'])('knows no %s', async (method) => {
    const { path } = await placeOrder(gateway);
    expect((await open(path, { method })).status).toBe(404);
  });
});

function scriptsOf(page: string): string[] {
  return [...page.matchAll(/<script[^>]*>/gi)].map(([tag]) => tag);
}
