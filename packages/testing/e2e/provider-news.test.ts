import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { assertBooksAgree } from './books/books-agree.ts';
import { findPayment, untilPayment } from './books/find-payment.ts';
import { finishCheckout, openPage, payByLink, pressPay, sessionOf } from './customer/buyer.ts';
import { createCustomer } from './customer/customer.ts';
import { orderUntilLink } from './customer/order-walk.ts';
import { hearsPaid } from './customer/payment-news.ts';
import { type DatabaseServer, openDatabaseServer } from './stage/database-server.ts';
import { openStage, type Stage } from './stage/open-stage.ts';
import { queueBackends } from './stage/queue-backends.ts';
import type { Channel } from './stage/sandbox-control.ts';
import { until } from './stage/until.ts';

const TEST_MS = 90_000;
const CHANNELS: Channel[] = ['messenger', 'instagram', 'viber'];
const CALM = {
  duplicate: 0,
  reorder: false,
  drop: 0,
  lostAnswer: 0,
  wrongSignature: 0,
  webhookBeforeAnswer: false,
  echoBeforeAnswer: false,
};

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
  afterEach(() => stage.control.faults({ target: 'all', ...CALM }));

  test.each([
    ['every webhook five times and shuffled', { duplicate: 4, reorder: true }],
    ['echoes and receipts before the answer of the send call', { echoBeforeAnswer: true }],
  ])(
    'on all three channels, %s',
    async (_what, fault) => {
      await stage.control.faults({ target: 'all', ...fault });
      await Promise.all(
        CHANNELS.map(async (channel) => {
          const customer = createCustomer(stage, { channel });
          await payByLink(await orderUntilLink(customer));
          await hearsPaid(customer, stage.shop);
        }),
      );
      await assertBooksAgree(stage);
    },
    TEST_MS,
  );

  test(
    'the webhook before the answer of the create call',
    async () => {
      await stage.control.faults({ target: 'vpos', webhookBeforeAnswer: true });
      const customer = createCustomer(stage, { channel: 'messenger' });
      const link = await orderUntilLink(customer);
      await pressPay(link);
      await hearsPaid(customer, stage.shop);
      await assertBooksAgree(stage);
    },
    TEST_MS,
  );

  test(
    'the answer of the create call lost: pressing again opens the same session',
    async () => {
      const customer = createCustomer(stage, { channel: 'instagram' });
      const link = await orderUntilLink(customer);
      await stage.control.faults({ target: 'vpos', lostAnswer: { next: 1 } });
      const checkout = await until(() => pressPay(link), { what: 'the checkout page' });
      await finishCheckout(checkout, 'pay');
      await hearsPaid(customer, stage.shop);
      expect(await sessionsOf(link)).toHaveLength(1);
      await assertBooksAgree(stage);
    },
    TEST_MS,
  );

  test(
    'the answer of the create call and all webhooks lost, and yet paid: the lookup finds it',
    async () => {
      const customer = createCustomer(stage, { channel: 'viber' });
      const link = await orderUntilLink(customer);
      await stage.control.faults({ target: 'vpos', lostAnswer: true, drop: true });
      await expect(pressPay(link)).rejects.toThrow('Pay led to');
      const [session] = await sessionsOf(link);
      await stage.control.session(session?.id ?? '', 'pay');
      await stage.control.faults({ target: 'vpos', lostAnswer: 0 });
      await hearsPaid(customer, stage.shop);
      await assertBooksAgree(stage);
    },
    TEST_MS,
  );

  test(
    'all webhooks of the provider lost: asking still ends right',
    async () => {
      const [payer, refused] = (['messenger', 'viber'] as const).map((channel) =>
        createCustomer(stage, { channel }),
      );
      if (!payer || !refused) throw new Error('no customers');
      const [link, other] = [await orderUntilLink(payer), await orderUntilLink(refused)];
      await stage.control.faults({ target: 'vpos', drop: true });
      await payByLink(link);
      await finishCheckout(await pressPay(other), 'decline');
      await hearsPaid(payer, stage.shop);
      await untilPayment(stage, other, ({ attempts }) => attempts[0]?.status === 'failed');
      await assertBooksAgree(stage);
    },
    TEST_MS,
  );

  test(
    'a wrong signature is turned away, its repetition with the right one counts',
    async () => {
      const customer = createCustomer(stage, { channel: 'messenger' });
      const link = await orderUntilLink(customer);
      const checkout = await pressPay(link);
      await stage.control.faults({ target: 'vpos', wrongSignature: { next: 1 } });
      await finishCheckout(checkout, 'pay');
      await hearsPaid(customer, stage.shop);
      const { deliveries } = await stage.control.books();
      const forged = deliveries.filter(({ reason }) => reason?.startsWith('signed wrongly'));
      expect(forged.map(({ status }) => status)).toEqual([401]);
      await assertBooksAgree(stage);
    },
    TEST_MS,
  );

  test(
    'a forged success changes nothing',
    async () => {
      const customer = createCustomer(stage, { channel: 'messenger' });
      const link = await orderUntilLink(customer);
      const checkout = await pressPay(link);
      const status = await forgeSuccess(link, sessionOf(checkout));
      expect(status).toBe(401);
      expect((await openPage(`${link}/return?status=succeeded`)).status).toBe(200);
      await assertBooksAgree(stage);
      expect((await findPayment(stage, link)).orderStatus).toBe('awaiting_payment');
    },
    TEST_MS,
  );

  async function sessionsOf(link: string) {
    const { requestId } = await findPayment(stage, link);
    const { sessions } = await stage.control.books();
    return sessions.filter(({ metadata }) => metadata.requestId === requestId);
  }

  /** What a stranger who guesses everything but the secret would send. */
  async function forgeSuccess(link: string, id: string): Promise<number> {
    const session = (await sessionsOf(link)).find((one) => one.id === id);
    const data = { ...session, status: 'succeeded', transactionId: 'tx_forged' };
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const body = JSON.stringify({ type: 'payment_session.succeeded', timestamp, data });
    const signature = createHmac('sha256', 'guessed').update(`evt_1.${timestamp}.${body}`);
    const response = await fetch(`${stage.gatewayUrl}/webhooks/payments/demo-vpos`, {
      method: 'POST',
      headers: {
        'webhook-id': 'evt_1',
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${signature.digest('base64')}`,
      },
      body,
    });
    return response.status;
  }
});
