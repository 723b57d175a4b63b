import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { assertBooksAgree } from './books/books-agree.ts';
import { finishCheckout, openPage, pressPay } from './customer/buyer.ts';
import { createCustomer, type Language } from './customer/customer.ts';
import { orderUntilLink } from './customer/order-walk.ts';
import { hearsPaid } from './customer/payment-news.ts';
import { type DatabaseServer, openDatabaseServer } from './stage/database-server.ts';
import { openStage, type Stage } from './stage/open-stage.ts';
import { queueBackends } from './stage/queue-backends.ts';
import type { Channel } from './stage/sandbox-control.ts';

const WALKS: [Channel, Language][] = [
  ['messenger', 'hy'],
  ['instagram', 'ru'],
  ['viber', 'en'],
  ['viber', 'hy'],
];

let server: DatabaseServer;
beforeAll(async () => {
  server = await openDatabaseServer();
}, 60_000);
afterAll(() => server.close());

describe.each(queueBackends)('with the queue in $name', (queue) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ server, queue });
  }, 60_000);
  afterAll(() => stage.close());

  test.each(WALKS)(
    'on %s in %s, hello leads to a paid order and the next step',
    async (channel, language) => {
      const customer = createCustomer(stage, { channel, language });
      const link = await orderUntilLink(customer);

      const before = await openPage(link);
      expect(before.html).toContain(`lang="${language}"`);
      const checkout = await pressPay(link);
      await finishCheckout(checkout, 'pay');

      const told = await hearsPaid(customer, stage.shop);
      expect(told).toContain(stage.shop.texts.nextSteps[language]);
      expect((await openPage(link)).html).toContain(stage.shop.texts.nextSteps[language]);
      await assertBooksAgree(stage);
    },
    60_000,
  );
});
