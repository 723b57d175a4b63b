import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { assertBooksAgree } from './books/books-agree.ts';
import { payByLink } from './customer/buyer.ts';
import { type Customer, createCustomer, type Language } from './customer/customer.ts';
import { orderUntilLink, WISH } from './customer/order-walk.ts';
import { hearsPaid } from './customer/payment-news.ts';
import { type DatabaseServer, openDatabaseServer } from './stage/database-server.ts';
import { openStage, type Stage } from './stage/open-stage.ts';
import { queueBackends } from './stage/queue-backends.ts';
import type { Channel } from './stage/sandbox-control.ts';

const CHANNELS: Channel[] = ['messenger', 'instagram', 'viber'];
const LANGUAGES: Language[] = ['hy', 'ru', 'en'];
const CUSTOMERS = 30;

let server: DatabaseServer;
beforeAll(async () => {
  server = await openDatabaseServer();
}, 60_000);
afterAll(() => server.close());

describe.each(queueBackends)('with the queue in $name', (queue) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ server, queue, gateways: 2, workers: 2 });
  }, 60_000);
  afterAll(() => stage.close());

  test('two gateways, two workers, thirty customers at once: every conversation keeps its order', async () => {
    const customers = Array.from({ length: CUSTOMERS }, (_, index) =>
      createCustomer(stage, {
        channel: CHANNELS[index % 3] ?? 'viber',
        language: LANGUAGES[Math.floor(index / 3) % 3] ?? 'en',
      }),
    );
    await Promise.all(customers.map(chatter));
    const { rows } = await stage.pool.query<{ paid: number }>(
      `select count(*)::int as paid from "order" where status = 'paid'`,
    );
    expect(rows).toEqual([{ paid: CUSTOMERS }]);
    await assertBooksAgree(stage);
  }, 180_000);

  /** Orders and pays, and says much at once before and after, without waiting for answers. */
  async function chatter(customer: Customer, index: number): Promise<void> {
    const link = await orderUntilLink(customer, { ...WISH, quantity: (index % 3) + 1 });
    for (let word = 1; word <= 4; word += 1) await customer.say(`${index}: ${word}?`);
    await payByLink(link);
    await hearsPaid(customer, stage.shop);
    for (let word = 1; word <= 3; word += 1) await customer.say(`${index}, ${word}!`);
  }
});
