import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { assertBooksAgree } from './books/books-agree.ts';
import { findPayment } from './books/find-payment.ts';
import { finishCheckout, payByLink, pressPay } from './customer/buyer.ts';
import { createCustomer } from './customer/customer.ts';
import { orderUntilLink } from './customer/order-walk.ts';
import { asksForLink, hearsAnswer, hearsPaid } from './customer/payment-news.ts';
import { type DatabaseServer, openDatabaseServer } from './stage/database-server.ts';
import { openStage, type Stage } from './stage/open-stage.ts';
import { queueBackends } from './stage/queue-backends.ts';
import type { Channel } from './stage/sandbox-control.ts';
import { until } from './stage/until.ts';

const TEST_MS = 60_000;
const CHANNELS: Channel[] = ['messenger', 'instagram', 'viber'];

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

  test.each(CHANNELS)(
    'on %s, "I paid" without a payment gets an honest answer',
    async (channel) => {
      const customer = createCustomer(stage, { channel });
      const link = await orderUntilLink(customer);
      const { orderNumber } = await findPayment(stage, link);
      await customer.say('I paid');
      const answer = await hearsAnswer(customer);
      expect(answer).toContain(orderNumber);
      expect(answer).not.toContain(stage.shop.texts.nextSteps.en);
      expect((await findPayment(stage, link)).orderStatus).toBe('awaiting_payment');
      await assertBooksAgree(stage);
    },
    TEST_MS,
  );

  test.each([
    ['messenger', (customer) => customer.act('attach', { kind: 'image' })],
    ['instagram', (customer) => customer.act('attach', { kind: 'image' })],
    ['viber', (customer) => customer.say('i have paid already, look')],
  ] satisfies [Channel, (customer: ReturnType<typeof createCustomer>) => Promise<void>][])(
    'on %s, a picture or "I paid" while the webhook is lost asks the provider at once',
    async (channel, claim) => {
      await stage.control.faults({ target: 'vpos', drop: true });
      const customer = createCustomer(stage, { channel });
      const link = await orderUntilLink(customer);
      const checkout = await pressPay(link);
      await untilLookedUp(link, 1);
      await postponeLookups(link);
      await stage.control.session(checkout.url.split('/').at(-1) ?? '', 'pay');

      await claim(customer);

      await hearsPaid(customer, stage.shop);
      await stage.control.faults({ target: 'vpos', drop: 0 });
      await assertBooksAgree(stage);
    },
    TEST_MS,
  );

  test(
    'pressing pay in three tabs at once, and again, opens one session',
    async () => {
      const customer = createCustomer(stage, { channel: 'messenger' });
      const link = await orderUntilLink(customer);
      await stage.control.faults({ target: 'vpos', answerDelayMs: 300 });
      const tabs = await Promise.all([pressPay(link), pressPay(link), pressPay(link)]);
      await stage.control.faults({ target: 'vpos', answerDelayMs: 0 });
      const again = await pressPay(link);
      expect(new Set([...tabs, again].map(({ url }) => url)).size).toBe(1);
      await finishCheckout(again, 'pay');
      await hearsPaid(customer, stage.shop);
      const { requestId } = await findPayment(stage, link);
      const { sessions } = await stage.control.books();
      expect(sessions.filter(({ metadata }) => metadata.requestId === requestId)).toHaveLength(1);
      await assertBooksAgree(stage);
    },
    TEST_MS,
  );

  test.each(CHANNELS)(
    'on %s, asking again gives the same link, and the order is not made twice',
    async (channel) => {
      const customer = createCustomer(stage, { channel });
      const link = await orderUntilLink(customer);
      expect(await asksForLink(customer)).toBe(link);
      expect(await asksForLink(customer)).toBe(link);
      await payByLink(link);
      await hearsPaid(customer, stage.shop);
      const { rows } = await stage.pool.query(
        `select from "order" join contact on contact.id = contact_id where external_id = $1`,
        [customer.person],
      );
      expect(rows).toHaveLength(1);
      await assertBooksAgree(stage);
    },
    TEST_MS,
  );

  test(
    'stickers, voice and "what?" lose no step',
    async () => {
      const customer = createCustomer(stage, { channel: 'messenger' });
      for (const kind of ['sticker', 'audio', 'location'] as const) {
        await customer.act('attach', { kind });
        await hearsAnswer(customer);
      }
      await customer.say('what?');
      await hearsAnswer(customer);
      const link = await orderUntilLink(customer);
      await customer.act('attach', { kind: 'audio' });
      await hearsAnswer(customer);
      expect(await asksForLink(customer)).toBe(link);
      await payByLink(link);
      await hearsPaid(customer, stage.shop);
      await assertBooksAgree(stage);
    },
    TEST_MS,
  );

  async function untilLookedUp(link: string, times: number): Promise<void> {
    await until(async () => ((await findPayment(stage, link)).attempts[0]?.lookups ?? 0) >= times, {
      what: `${times} lookups`,
    });
  }

  /** Turns the clock so that nothing but a claim makes us ask soon. */
  async function postponeLookups(link: string): Promise<void> {
    const { attempts } = await findPayment(stage, link);
    await stage.pool.query(
      `update attempt set next_lookup_at = now() + interval '1 hour',
        looked_up_at = looked_up_at - interval '1 minute' where id = any($1)`,
      [attempts.map(({ id }) => id)],
    );
  }
});
