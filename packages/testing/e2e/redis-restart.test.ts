import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { assertBooksAgree } from './books/books-agree.ts';
import { payByLink } from './customer/buyer.ts';
import { createCustomer } from './customer/customer.ts';
import { orderUntilLink } from './customer/order-walk.ts';
import { hearsAnswer, hearsPaid } from './customer/payment-news.ts';
import { type DatabaseServer, openDatabaseServer } from './stage/database-server.ts';
import { openStage, type Stage } from './stage/open-stage.ts';
import { redisQueue } from './stage/queue-backends.ts';
import { hasRedisServer, type RedisServer, startRedisServer } from './stage/redis-server.ts';

/** Only where this machine has a `redis-server`; the queue needs none otherwise. */
const redisServers = hasRedisServer() ? ['a Redis of its own'] : [];

let server: DatabaseServer;
beforeAll(async () => {
  server = await openDatabaseServer();
}, 60_000);
afterAll(() => server.close());

test('redis-server is looked for on this machine', () => {
  expect(redisServers.length).toBeLessThanOrEqual(1);
});

for (const name of redisServers) {
  describe(name, () => {
    let redis: RedisServer;
    let stage: Stage;
    beforeAll(async () => {
      redis = await startRedisServer();
      stage = await openStage({ server, queue: redisQueue(redis.url) });
    }, 60_000);
    afterAll(async () => {
      await stage.close();
      await redis.stop();
    });

    test('goes away: customers are served all the same, and again by it when it is back', async () => {
      const payer = createCustomer(stage, { channel: 'messenger' });
      const talker = createCustomer(stage, { channel: 'viber' });
      const link = await orderUntilLink(payer);

      await redis.stop();
      await Promise.all([payByLink(link), talker.say('hello')]);
      await hearsPaid(payer, stage.shop);
      await hearsAnswer(talker);

      await redis.start();
      await payByLink(await orderUntilLink(talker));
      await hearsPaid(talker, stage.shop);
      await assertBooksAgree(stage);
    }, 120_000);
  });
}
