import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { assertBooksAgree } from './books/books-agree.ts';
import { finishCheckout, pressPay } from './customer/buyer.ts';
import { type Customer, createCustomer } from './customer/customer.ts';
import { orderUntilLink } from './customer/order-walk.ts';
import { hearsPaid } from './customer/payment-news.ts';
import { type DatabaseServer, openDatabaseServer } from './stage/database-server.ts';
import { openStage, type Stage } from './stage/open-stage.ts';
import { queueBackends } from './stage/queue-backends.ts';
import type { Channel } from './stage/sandbox-control.ts';
import { until } from './stage/until.ts';

const CHANNELS: Channel[] = ['messenger', 'instagram', 'viber'];
const CUSTOMERS = 9;
const RESTARTS = 2;

let server: DatabaseServer;
beforeAll(async () => {
  server = await openDatabaseServer();
}, 60_000);
afterAll(() => server.close());

describe.each(queueBackends)('with the queue in $name', (queue) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ server, queue, workersDie: true, sandboxClockFactor: 600 });
  }, 60_000);
  afterAll(() => stage.close());

  test('the database goes away under load and comes back: nothing is lost or done twice', async () => {
    const customers = Array.from({ length: CUSTOMERS }, (_, index) =>
      createCustomer(stage, { channel: CHANNELS[index % 3] ?? 'viber' }),
    );
    const walks = Promise.all(customers.map(orderAndPay));
    for (let restart = 1; restart <= RESTARTS; restart += 1) {
      await untilSaid(restart * CUSTOMERS * 2);
      const before = await countRefused();
      await server.stop();
      const knocker = createCustomer(stage, { channel: 'messenger' });
      await knocker.say('hello');
      await until(async () => (await countRefused()) > before, { what: 'a 503' });
      expect((await fetch(`${stage.gatewayUrl}/readyz`)).status).toBe(503);
      await server.start();
      await knocker.hears((said) => said.at(0), 'an answer after the outage');
    }
    await walks;
    await assertBooksAgree(stage, { mostRepeatedSends: CUSTOMERS * RESTARTS, inOrder: false });
  }, 120_000);

  async function orderAndPay(customer: Customer): Promise<void> {
    const link = await orderUntilLink(customer);
    const checkout = await until(() => pressPay(link), { what: 'the checkout page' });
    await finishCheckout(checkout, 'pay');
    await hearsPaid(customer, stage.shop);
  }

  /** Under way: customers have said this much. */
  async function untilSaid(count: number): Promise<void> {
    await until(
      async () => {
        const { messages } = await stage.control.books();
        return messages.filter(({ direction }) => direction === 'in').length >= count;
      },
      { what: `${count} words of customers` },
    );
  }

  async function countRefused(): Promise<number> {
    const { deliveries } = await stage.control.books();
    return deliveries.filter(({ status }) => status === 503).length;
  }
});
