import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PAGE_TEXTS } from './pay-page/texts.ts';
import { contentsOf, placeOrder, type Standing } from './testing/place-order.ts';
import { startTestGateway } from './testing/start-test-gateway.ts';
import { startVposStandIn, type VposStandIn } from './testing/vpos-stand-in.ts';

type Gateway = Awaited<ReturnType<typeof startTestGateway>>;

let vpos: VposStandIn;
let gateway: Gateway;

beforeAll(async () => {
  vpos = await startVposStandIn();
  gateway = await startTestGateway((shop) => shop.replaceAll('http://localhost:4000', vpos.url));
});
afterAll(async () => {
  await gateway.close();
  await vpos.close();
});

type Ask = { method?: string; headers?: Record<string, string> };

async function ask(path: string, { method = 'GET', headers = {} }: Ask = {}) {
  const response = await fetch(`${gateway.url}${path}`, { method, headers, redirect: 'manual' });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const press = (path: string) => ask(path, { method: 'POST' });

function headingOf(page: string): string | undefined {
  const headings = [...page.matchAll(/<h1[^>]*>(.*?)<\/h1>/g)];
  expect(headings).toHaveLength(1);
  return headings[0]?.[1];
}

const CRAWLERS = [
  'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
  'Viber/20.0.0.0 (link preview)',
  'TelegramBot (like TwitterBot)',
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
];

describe('reading a link', () => {
  test.each([
    ['pending', {}],
    ['declined', { attempt: 'failed' }],
    ['open at the bank', { attempt: 'in_provider' }],
    ['paid', { status: 'paid', attempt: 'succeeded' }],
    ['past its time', { overdue: true }],
  ] as [string, Standing][])('that is %s changes no row, whoever reads it', async (_, standing) => {
    const { path } = await placeOrder(gateway, standing);
    const before = await contentsOf(gateway);
    const rung = gateway.rung.length;
    await ask(path);
    await ask(path, { method: 'HEAD' });
    await ask(`${path}?lang=ru`);
    await ask(`${path}/status`);
    for (const agent of CRAWLERS) await ask(path, { headers: { 'user-agent': agent } });
    expect(await contentsOf(gateway)).toEqual(before);
    expect(gateway.rung).toHaveLength(rung);
    expect(vpos.calls).toEqual([]);
  });

  test('gives a preview the order and the sum, and a HEAD no body', async () => {
    const { path, number } = await placeOrder(gateway);
    const { text } = await ask(path, { headers: { 'user-agent': CRAWLERS[0] ?? '' } });
    expect(text).toMatch(new RegExp(`<meta property="og:title" content="[^"]*${number}[^"]*3.600`));
    const head = await ask(path, { method: 'HEAD' });
    expect([head.status, head.text]).toEqual([200, '']);
  });
});

const STATES: [keyof (typeof PAGE_TEXTS)['en']['headings'], 'link' | 'return', Standing][] = [
  ['pending', 'link', {}],
  ['pending', 'link', { attempt: 'in_provider' }],
  ['checking', 'return', { attempt: 'in_provider' }],
  ['checking', 'return', { attempt: 'unknown' }],
  ['checking', 'link', { attempt: 'in_provider', overdue: true }],
  ['declined', 'link', { attempt: 'failed' }],
  ['declined', 'return', { attempt: 'failed' }],
  ['paid', 'link', { status: 'paid', attempt: 'succeeded' }],
  ['failed', 'link', { status: 'failed', attempt: 'failed' }],
  ['expired', 'link', { status: 'expired' }],
  ['expired', 'link', { overdue: true }],
  ['cancelled', 'link', { status: 'cancelled' }],
  ['review', 'link', { status: 'manual_review', attempt: 'succeeded' }],
  ['review', 'return', { status: 'manual_review', attempt: 'in_provider' }],
  ['paid', 'link', { order: 'paid' }],
  ['paid', 'link', { order: 'paid', inReview: true }],
  ['paid', 'link', { status: 'expired', order: 'paid' }],
  ['review', 'link', { inReview: true }],
  ['review', 'link', { status: 'expired', inReview: true }],
  ['pending', 'link', { attempt: 'failed', sessionless: true }],
];

describe('the page says', () => {
  test.each(STATES)('"%s" on the %s of %j in three languages', async (state, place, standing) => {
    for (const language of ['hy', 'ru', 'en'] as const) {
      const { path } = await placeOrder(gateway, { ...standing, language });
      const page = await ask(place === 'return' ? `${path}/return` : path);
      expect(page.status).toBe(200);
      expect(page.text).toContain(`<html lang="${language}">`);
      expect(headingOf(page.text)).toBe(PAGE_TEXTS[language].headings[state]);
      expect(page.text.includes('<form')).toBe(state === 'pending' || state === 'declined');
      expect(page.text.includes('poll.js')).toBe(state === 'checking');
      expect(page.text.includes('press.js')).toBe(page.text.includes('<form'));
    }
  });

  test.each([
    ['ru', 'hy', 'hy'],
    ['hy', 'en', 'en'],
    ['ru', 'xx', 'ru'],
    ['ru', '<script>', 'ru'],
  ] as const)('in a chat in %s, ?lang=%s shows it in %s', async (spoken, asked, shown) => {
    const { path } = await placeOrder(gateway, { language: spoken });
    const { text } = await ask(`${path}?lang=${encodeURIComponent(asked)}`);
    expect(text).toContain(`<html lang="${shown}">`);
    expect(headingOf(text)).toBe(PAGE_TEXTS[shown].headings.pending);
  });

  test('the way back to the same session to who left the bank without paying', async () => {
    const { path } = await placeOrder(gateway, { attempt: 'in_provider' });
    const { text } = await ask(`${path}/return`);
    expect(text).toContain(PAGE_TEXTS.en.notPaidYet);
    expect(text).toContain(`href="${path}?lang=en"`);
    const late = await placeOrder(gateway, { attempt: 'in_provider', overdue: true });
    expect((await ask(`${late.path}/return`)).text).not.toContain(PAGE_TEXTS.en.notPaidYet);
  });

  test.each([
    ['no attempt', {}, 'pending'],
    ['a session under way', { attempt: 'in_provider' }, 'checking'],
    ['a declined one', { attempt: 'failed' }, 'declined'],
  ] as const)('nothing of what the address claims, with %s', async (_name, standing, state) => {
    const { path } = await placeOrder(gateway, standing);
    const claims = '?status=succeeded&paid=true&result=success&transactionId=tx_1&orderStatus=2';
    const { text } = await ask(`${path}/return${claims}`);
    expect(headingOf(text)).toBe(PAGE_TEXTS.en.headings[state]);
    expect(text).not.toContain(PAGE_TEXTS.en.headings.paid);
  });
});

describe('a name that is no link of ours', () => {
  const NAMES = [
    'x'.repeat(27),
    'x'.repeat(20),
    'short',
    'x'.repeat(5_000),
    'a%00b%00c%00d%00e%00f%00g%00',
    '%F0%9F%8D%B0%F0%9F%8D%B0%F0%9F%8D%B0%F0%9F%8D%B0',
    '..%2F..%2Fetc%2Fpasswd%2F..%2F..%2F',
    "'%20or%201%3D1%20--%20%20%20%20%20%20",
    '%3Cscript%3Ealert(1)%3C%2Fscript%3E',
  ];

  test('looks like any other, read or pressed, and shows nothing of itself', async () => {
    const before = await contentsOf(gateway);
    const seen = new Set<string>();
    for (const name of NAMES) {
      for (const path of [`/pay/${name}`, `/pay/${name}/return`]) {
        const { status, text } = await ask(path);
        seen.add(`${status} ${text}`);
      }
      const pressed = await press(`/pay/${name}`);
      seen.add(`${pressed.status} ${pressed.text}`);
      expect((await ask(`/pay/${name}/status`)).status).toBe(404);
    }
    expect(seen.size).toBe(1);
    expect([...seen][0]).toMatch(/^404 <!doctype html>/);
    expect(await contentsOf(gateway)).toEqual(before);
  });

  test.each([
    ['ru-RU,ru;q=0.9', 'ru'],
    ['en', 'en'],
    ['fr', 'hy'],
  ] as const)('is said so in the language of the browser: %s', async (accepted, language) => {
    const { text } = await ask(`/pay/${NAMES[0]}`, { headers: { 'accept-language': accepted } });
    expect(headingOf(text)).toBe(PAGE_TEXTS[language].headings.notFound);
  });

  test('is a 4xx too where the address itself is broken', async () => {
    expect((await ask('/pay/%E0%A4%A')).status).toBe(400);
    expect((await ask('/pay/')).status).toBe(404);
  });
});

describe('pressing the button', () => {
  test('opens one session for the sum of the order, however often it is pressed', async () => {
    const { path, number } = await placeOrder(gateway);
    const answers = await Promise.all(Array.from({ length: 8 }, () => press(path)));
    answers.push(await press(path));
    const calls = vpos.calls.filter(({ asked }) => asked.merchantOrderId.startsWith(number));
    expect(calls.map(({ asked }) => asked)).toEqual([
      {
        merchantOrderId: `${number}-1`,
        amountMinor: 360_000,
        currency: 'AMD',
        returnUrl: `https://pay.example${path}/return`,
      },
    ]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
    const places = new Set(answers.map(({ headers }) => headers.get('location')));
    expect([...places]).toEqual([`https://bank.example/checkout/${calls[0]?.key}`]);
  });

  test('while the bank is away says so and keeps the button, which works again later', async () => {
    const { path } = await placeOrder(gateway);
    vpos.away = true;
    const { status, text } = await press(`${path}?lang=ru`);
    vpos.away = false;
    expect(status).toBe(200);
    expect(headingOf(text)).toBe(PAGE_TEXTS.ru.headings.unavailable);
    expect(text).toContain(`<form method="post" action="${path}?lang=ru">`);
    expect((await press(`${path}?lang=ru`)).status).toBe(303);
  });

  test.each([
    ['paid', { status: 'paid', attempt: 'succeeded' }, 'paid'],
    ['failed', { status: 'failed', attempt: 'failed' }, 'failed'],
    ['expired', { status: 'expired' }, 'expired'],
    ['cancelled', { status: 'cancelled' }, 'cancelled'],
    ['in review', { status: 'manual_review', attempt: 'succeeded' }, 'review'],
    ['past its time', { overdue: true }, 'expired'],
    ['one of two, and the order is paid by the other', { order: 'paid' }, 'paid'],
    ['one of two, and the other is in review', { inReview: true }, 'review'],
  ] as [string, Standing, (typeof STATES)[number][0]][])(
    'of a link that is %s shows that and opens nothing',
    async (_name, standing, state) => {
      const { path } = await placeOrder(gateway, standing);
      const before = await contentsOf(gateway);
      const calls = vpos.calls.length;
      const { status, text } = await press(path);
      expect([status, headingOf(text)]).toEqual([200, PAGE_TEXTS.en.headings[state]]);
      expect(await contentsOf(gateway)).toEqual(before);
      expect(vpos.calls).toHaveLength(calls);
    },
  );
});

describe('while the database is away', () => {
  const rename = (from: string, to: string) =>
    gateway.database.pool.query(`alter table ${from} rename to ${to}`);

  test('a customer reads so in their language and may come again', async () => {
    const { path } = await placeOrder(gateway);
    await rename('payment_request', 'payment_request_away');
    const headers = { 'accept-language': 'ru' };
    const answers = [await ask(path, { headers }), await ask(path, { headers, method: 'POST' })];
    await rename('payment_request_away', 'payment_request');
    for (const answer of answers) {
      expect(answer.status).toBe(503);
      expect(headingOf(answer.text)).toBe(PAGE_TEXTS.ru.headings.trouble);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
    expect((await press(path)).status).toBe(303);
  });
});

describe('/status', () => {
  test.each([
    [{}, { status: 'pending', settled: true }],
    [{ attempt: 'in_provider' }, { status: 'pending', settled: false }],
    [{ attempt: 'failed' }, { status: 'pending', settled: true }],
    [
      { status: 'paid', attempt: 'succeeded' },
      { status: 'paid', settled: true },
    ],
    [
      { status: 'manual_review', attempt: 'in_provider' },
      { status: 'manual_review', settled: true },
    ],
  ] as [Standing, object][])('of %j is %j and is not kept', async (standing, expected) => {
    const { path } = await placeOrder(gateway, standing);
    const { headers, text } = await ask(`${path}/status`);
    expect(JSON.parse(text)).toEqual(expected);
    expect(headers.get('content-type')).toContain('application/json');
    expect(headers.get('cache-control')).toBe('no-store');
  });
});
