import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { assertBooksAgree } from './books/books-agree.ts';
import { findPayment, letLinkExpire, untilPayment } from './books/find-payment.ts';
import { finishCheckout, openPage, payByLink, pressPay, sessionOf } from './customer/buyer.ts';
import { createCustomer } from './customer/customer.ts';
import { orderUntilLink } from './customer/order-walk.ts';
import { countRenewOffers, hearsPaid, takesNewLink } from './customer/payment-news.ts';
import { type DatabaseServer, openDatabaseServer } from './stage/database-server.ts';
import { openStage, type Stage } from './stage/open-stage.ts';
import { queueBackends } from './stage/queue-backends.ts';
import type { Shop } from './stage/shop-copy.ts';

const TEST_MS = 90_000;

let server: DatabaseServer;
beforeAll(async () => {
  server = await openDatabaseServer();
}, 60_000);
afterAll(() => server.close());

describe.each(queueBackends)('with the queue in $name', (queue) => {
  let stage: Stage;
  /** Orders whose money waits for a person, in all tests so far. */
  const held: string[] = [];
  beforeAll(async () => {
    stage = await openStage({ server, queue, edit: allowTwoDeclines });
  }, 60_000);
  afterAll(() => stage.close());

  test(
    'a declined card, then another one',
    async () => {
      const customer = createCustomer(stage, { channel: 'messenger', language: 'hy' });
      const link = await orderUntilLink(customer);
      const returned = await finishCheckout(await pressPay(link), 'decline');
      expect(returned.url).toContain('/pay/');
      await untilPayment(stage, link, ({ attempts }) => attempts[0]?.status === 'failed');
      expect(await findPayment(stage, link)).toMatchObject({ orderStatus: 'awaiting_payment' });

      await payByLink(link);

      await hearsPaid(customer, stage.shop);
      const { attempts } = await findPayment(stage, link);
      expect(attempts.map(({ status }) => status)).toEqual(['failed', 'succeeded']);
      await assertBooksAgree(stage, { held });
    },
    TEST_MS,
  );

  test(
    'cards declined too often: told once, one tap to a new link, paid',
    async () => {
      const customer = createCustomer(stage, { channel: 'viber', language: 'ru' });
      const link = await orderUntilLink(customer);
      for (let decline = 1; decline <= 2; decline += 1) {
        await finishCheckout(await pressPay(link), 'decline');
        await untilPayment(stage, link, ({ attempts }) => attempts.at(-1)?.status === 'failed');
      }
      await untilPayment(stage, link, ({ requestStatus }) => requestStatus === 'failed');
      const newLink = await takesNewLink(customer, link);
      await payByLink(newLink);

      await hearsPaid(customer, stage.shop);
      expect((await findPayment(stage, link)).requestStatus).toBe('failed');
      await assertBooksAgree(stage, { held });
    },
    TEST_MS,
  );

  test(
    'an expired link: told once, not payable, one tap to a new one, paid',
    async () => {
      const customer = createCustomer(stage, { channel: 'instagram', language: 'en' });
      const link = await orderUntilLink(customer);
      await letLinkExpire(stage, link);
      await untilPayment(stage, link, ({ requestStatus }) => requestStatus === 'expired');
      const newLink = await takesNewLink(customer, link);

      expect((await openPage(link)).html).not.toContain('<form');
      expect(await countRenewOffers(stage, customer)).toBe(1);
      await payByLink(newLink);
      await hearsPaid(customer, stage.shop);
      await assertBooksAgree(stage, { held });
    },
    TEST_MS,
  );

  test(
    'paid after the link expired: a person decides, nothing is called paid',
    async () => {
      const customer = createCustomer(stage, { channel: 'messenger', language: 'en' });
      const link = await orderUntilLink(customer);
      const checkout = await pressPay(link);
      await stage.control.session(sessionOf(checkout), 'expire');
      await untilPayment(stage, link, ({ attempts }) => attempts[0]?.status === 'expired');
      await letLinkExpire(stage, link);
      const { orderNumber } = await untilPayment(
        stage,
        link,
        ({ requestStatus }) => requestStatus === 'expired',
      );

      await stage.control.session(sessionOf(checkout), 'pay', { late: true });

      const late = await untilPayment(stage, link, ({ inReview }) => inReview);
      expect(late).toMatchObject({ requestStatus: 'manual_review', reviews: ['late_payment'] });
      held.push(orderNumber);
      await customer.hears(
        (said) => said.find(({ text }) => text?.includes(orderNumber)),
        'that the payment came and is looked at',
      );
      await assertBooksAgree(stage, { held });
    },
    TEST_MS,
  );

  test(
    'two sessions of one order, both paid: paid once, the second is found and told',
    async () => {
      const customer = createCustomer(stage, { channel: 'viber', language: 'en' });
      const link = await orderUntilLink(customer);
      const first = await pressPay(link);
      await finishCheckout(first, 'decline');
      await untilPayment(stage, link, ({ attempts }) => attempts[0]?.status === 'failed');
      await payByLink(link);
      await hearsPaid(customer, stage.shop);
      const before = (await customer.look()).messages.length;

      await stage.control.session(sessionOf(first), 'pay', { late: true });

      const twice = await untilPayment(stage, link, ({ inReview }) => inReview);
      expect(twice).toMatchObject({ orderStatus: 'paid', reviews: ['duplicate_payment'] });
      await customer.hears(
        (_said, { messages }) => messages.length > before,
        'that the order was paid twice',
      );
      await assertBooksAgree(stage, { held });
    },
    TEST_MS,
  );

  test.each([
    ['too little', { wrongAmount: -100 }, 'underpaid'],
    ['too much', { wrongAmount: 100 }, 'overpaid'],
    ['another currency', { wrongCurrency: 'USD' }, 'currency_mismatch'],
  ])(
    'paid %s: never paid, a person decides',
    async (_what, fault, reason) => {
      const customer = createCustomer(stage, { channel: 'messenger', language: 'ru' });
      const link = await orderUntilLink(customer);
      await stage.control.faults({ target: 'vpos', ...fault });
      await payByLink(link);
      await stage.control.faults({ target: 'vpos', wrongAmount: 0, wrongCurrency: null });

      const payment = await untilPayment(stage, link, ({ inReview }) => inReview);
      expect(payment).toMatchObject({ orderStatus: 'awaiting_payment', reviews: [reason] });
      expect(payment.requestStatus).toBe('manual_review');
      await assertBooksAgree(stage, { held });
    },
    TEST_MS,
  );
});

function allowTwoDeclines(shop: Shop): void {
  shop.link.maxDeclines = 2;
}
