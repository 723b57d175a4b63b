import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { assertBooksAgree } from './books/books-agree.ts';
import { payByLink } from './customer/buyer.ts';
import { type Customer, createCustomer } from './customer/customer.ts';
import { orderUntilLink } from './customer/order-walk.ts';
import { hearsPaid } from './customer/payment-news.ts';
import { type DatabaseServer, openDatabaseServer } from './stage/database-server.ts';
import { openStage, type Stage } from './stage/open-stage.ts';
import { queueBackends } from './stage/queue-backends.ts';
import { pause, until } from './stage/until.ts';

const TEST_MS = 120_000;

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

  test(
    'every job deleted while nobody works: a word, a payment and the news of it are not lost',
    async () => {
      const talker = createCustomer(stage, { channel: 'messenger' });
      const payer = createCustomer(stage, { channel: 'viber' });
      const link = await orderUntilLink(payer);
      await assertBooksAgree(stage);

      await withoutWorkers(async () => {
        await talker.say('hello');
        await payByLink(link);
        await until(() => areStored(2), { what: 'the word and the payment to be stored' });
        await queue.empty(stage.databaseUrl);
      });

      await hearsPaid(payer, stage.shop);
      await payByLink(await orderUntilLink(talker));
      await hearsPaid(talker, stage.shop);
      await assertBooksAgree(stage);
    },
    TEST_MS,
  );

  test(
    'every job deleted again and again while customers order and pay',
    async () => {
      const customers = (['messenger', 'instagram', 'viber'] as const).map((channel) =>
        createCustomer(stage, { channel }),
      );
      let walking = true;
      const walks = Promise.all(customers.map(orderAndPay)).finally(() => {
        walking = false;
      });
      await Promise.all([walks, emptyWhile(() => walking)]);
      await assertBooksAgree(stage);
    },
    TEST_MS,
  );

  async function orderAndPay(customer: Customer): Promise<void> {
    await payByLink(await orderUntilLink(customer));
    await hearsPaid(customer, stage.shop);
  }

  async function emptyWhile(isOn: () => boolean): Promise<void> {
    while (isOn()) {
      await queue.empty(stage.databaseUrl);
      await pause(120);
    }
  }

  async function withoutWorkers(happens: () => Promise<void>): Promise<void> {
    await Promise.all(stage.running('worker').map((worker) => worker.stop()));
    await happens();
    await stage.start('worker');
  }

  async function areStored(count: number): Promise<boolean> {
    const { rows } = await stage.pool.query<{ source: string }>(
      `select distinct source from inbox where state = 'ready' and source in ('channel', 'payment')`,
    );
    return rows.length === count;
  }
});
