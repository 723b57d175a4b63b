import { describe, expect, test } from '@jest/globals';
import { formatSum, renderCheckout } from './checkout-page.ts';
import type { Session, SessionStatus } from './session.ts';

const session: Session = {
  id: 'ps_1',
  account: 'shop',
  merchantOrderId: '1001-1',
  status: 'processing',
  asked: { amountMinor: 1_500_000, currency: 'AMD' },
  charged: null,
  checkoutUrl: 'http://sandbox/vpos/checkout/ps_1',
  returnUrl: 'http://shop/back?a=1&b=2',
  metadata: {},
  createdAt: '2026-11-20T10:00:00.000Z',
  expiresAt: '2026-11-20T10:20:00.000Z',
  paidAt: null,
  transactionId: null,
  failureReason: null,
};

const page = (changes: Partial<Session> = {}, shop = "Ani's Bakery") =>
  renderCheckout({ session: { ...session, ...changes }, shop, language: 'en' });

describe('the checkout page', () => {
  test.each([
    [1_500_000, 'AMD', '15\u202f000 ֏'],
    [1_500_050, 'AMD', '15\u202f000,50 ֏'],
    [5, 'USD', '0,05 $'],
    [123_456_789_00, 'GBP', '123\u202f456\u202f789 GBP'],
  ])('%d %s reads %s', (amountMinor, currency, text) => {
    expect(formatSum({ amountMinor, currency })).toBe(text);
  });

  test('an open session has three forms, the sum, the order and the end in Yerevan time', () => {
    const html = page();
    for (const action of ['pay', 'decline', 'leave'])
      expect(html).toContain(`method="post" action="/vpos/checkout/ps_1/${action}?lang=en"`);
    expect(html).toContain('15\u202f000 ֏');
    expect(html).toContain('1001-1');
    expect(html).toContain('14:20');
  });

  test.each<[SessionStatus, string]>([
    ['succeeded', 'Paid'],
    ['failed', 'Payment declined'],
    ['expired', 'Time is over'],
    ['voided', 'Payment cancelled'],
  ])('a session that %s has no form and says: %s', (status, title) => {
    const html = page({ status });
    expect(html).not.toContain('<form');
    expect(html).toContain(`${title}</h1>`);
    expect(html).toContain('href="http://shop/back?a=1&amp;b=2"');
  });

  test('nothing the merchant sends becomes markup', () => {
    const html = page(
      {
        merchantOrderId: '<script>alert(1)</script>',
        returnUrl: 'http://shop/"><b>',
        status: 'failed',
      },
      '<img onerror=x>',
    );
    expect(html).not.toMatch(/<script|<img|"><b>/);
    expect(html).toContain('&lt;script&gt;');
  });
});
