import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Stand, startStand } from '../testing/start-stand.ts';

let stand: Stand;
let page: string;
let id: string;

beforeEach(async () => {
  stand = await startStand();
  const { json } = await stand.call('POST', '/vpos/v1/payment-sessions', {
    body: {
      merchantOrderId: '1001-1',
      amountMinor: 1_500_000,
      currency: 'AMD',
      provider: 'manual',
      returnUrl: 'http://shop/pay/token?from=page',
    },
    headers: { authorization: 'Bearer sandbox-vpos-token', 'idempotency-key': 'a' },
  });
  const session = json as { id: string; checkoutUrl: string };
  id = session.id;
  page = new URL(session.checkoutUrl).pathname;
});
afterEach(() => stand.close());

const status = async () => {
  const { json } = await stand.call('GET', `/control/sessions/${id}`);
  return (json as { session: { status: string } }).session.status;
};
const press = (action: string) => stand.call('POST', `${page}/${action}?lang=en`);

describe('the checkout page over HTTP', () => {
  test.each([
    ['?lang=ru', {}, 'ru', 'Оплатить'],
    ['', { 'accept-language': 'en-US' }, 'en', 'Pay'],
    ['', { 'accept-language': 'de' }, 'hy', 'Վճարել'],
  ])('%s %j shows it in %s', async (query, headers, language, word) => {
    const shown = await stand.call('GET', `${page}${query}`, { headers });
    expect(shown.status).toBe(200);
    expect(shown.headers.get('content-type')).toContain('text/html');
    expect(shown.headers.get('cache-control')).toBe('no-store');
    expect(shown.text).toContain(`<html lang="${language}">`);
    expect(shown.text).toContain(word);
    expect(shown.text).toContain('Անիի փուռը');
  });

  test('opening it means processing; a HEAD by a link preview does not', async () => {
    await stand.call('HEAD', page);
    expect(await status()).toBe('pending');
    await stand.call('GET', page);
    expect(await status()).toBe('processing');
  });

  test.each([
    ['pay', 'succeeded'],
    ['decline', 'failed'],
    ['leave', 'processing'],
  ])('%s leads back to the shop, and the session is %s', async (action, expected) => {
    await stand.call('GET', page);
    const answer = await press(action);
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      'http://shop/pay/token?from=page',
    ]);
    expect(await status()).toBe(expected);
  });

  test('a second tap on Pay leads back too; other buttons on an ended session lead to the page', async () => {
    await press('pay');
    expect((await press('pay')).headers.get('location')).toBe('http://shop/pay/token?from=page');
    expect((await press('decline')).headers.get('location')).toBe(`${page}?lang=en`);
    expect(await status()).toBe('succeeded');
    const ended = await stand.call('GET', `${page}?lang=en`);
    expect(ended.text).toContain('Paid</h1>');
    expect(ended.text).not.toContain('<form');
  });

  test('a GET on a button does nothing, an unknown id is a page of its own', async () => {
    await stand.call('GET', `${page}/pay`);
    expect(await status()).toBe('pending');
    const unknown = await stand.call('GET', '/vpos/checkout/ps_nobody?lang=ru');
    expect([unknown.status, unknown.text.includes('Такого платежа нет')]).toEqual([404, true]);
  });
});
