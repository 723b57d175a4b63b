import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { assertBooksAgree } from './books/books-agree.ts';
import { letLinkExpire, untilPayment } from './books/find-payment.ts';
import { finishCheckout, pressPay } from './customer/buyer.ts';
import { createCustomer } from './customer/customer.ts';
import { orderUntilLink } from './customer/order-walk.ts';
import { countRenewOffers, hearsPaid, takesNewLink } from './customer/payment-news.ts';
import { type DatabaseServer, openDatabaseServer } from './stage/database-server.ts';
import { openStage, type Stage } from './stage/open-stage.ts';
import { queueBackends } from './stage/queue-backends.ts';
import type { Channel } from './stage/sandbox-control.ts';
import { until } from './stage/until.ts';

const TEST_MS = 90_000;

/** Where the worker dies, in which chat, and the sends that may be repeated because of it. */
const WORKER_DEATHS: [failpoint: string, channel: Channel, repeats: number][] = [
  ['advance:claimed@3', 'messenger', 0],
  ['advance:decided@4', 'instagram', 0],
  ['advance:committed@3', 'viber', 0],
  ['deliver:leased@2', 'viber', 0],
  ['deliver:started@3', 'messenger', 0],
  ['deliver:sent@2', 'messenger', 1],
  ['deliver:sent@3', 'instagram', 1],
  ['deliver:sent@4', 'viber', 1],
  ['deliver:recorded@3', 'instagram', 0],
  ['payment:claimed', 'messenger', 0],
  ['payment:decided', 'viber', 0],
  ['payment:committed', 'instagram', 0],
];

const LOOKUP_DEATHS = ['lookup:claimed', 'lookup:answered'];
const EXPIRY_DEATH = 'expire:decided';
const GATEWAY_DEATHS: [failpoint: string, channel: Channel][] = [
  ['intake:stored@2', 'messenger'],
  ['intake:stored@5', 'viber'],
  ['checkout:created', 'instagram'],
  ['checkout:opened', 'messenger'],
];
const FAILPOINTS = new URL('../../services/src/failpoint.ts', import.meta.url);

test('every named failpoint has its death here', async () => {
  const [list = ''] = /FAILPOINTS = \[[^\]]*\]/.exec(await readFile(FAILPOINTS, 'utf8')) ?? [];
  const names = [...list.matchAll(/'([a-z:]+)'/g)].map(([, name]) => name);
  const deaths = [...WORKER_DEATHS, ...GATEWAY_DEATHS].map(([failpoint]) => failpoint);
  const tested = [...deaths, ...LOOKUP_DEATHS, EXPIRY_DEATH].map((one) => one.replace(/@.*/, ''));
  expect(names.length).toBeGreaterThan(10);
  expect([...new Set(tested)].sort()).toEqual(names.sort());
});

let server: DatabaseServer;
beforeAll(async () => {
  server = await openDatabaseServer();
}, 60_000);
afterAll(() => server.close());

describe.each(queueBackends)('with the queue in $name', (queue) => {
  let stage: Stage;
  /** Repetitions that deaths in former tests have explained. */
  let explained = 0;
  beforeAll(async () => {
    stage = await openStage({ server, queue, workersDie: true, workers: 0 });
  }, 60_000);
  afterAll(() => stage.close());
  afterEach(() => stage.control.faults({ target: 'vpos', drop: 0 }));

  test.each(WORKER_DEATHS)(
    'the worker dies at %s on %s: nothing is lost, nothing is done twice',
    async (failpoint, channel, repeats) => {
      await withDying('worker', { failpoint, repeats }, async () => {
        const customer = createCustomer(stage, { channel });
        await pay(await orderUntilLink(customer));
        await hearsPaid(customer, stage.shop);
      });
    },
    TEST_MS,
  );

  test.each(LOOKUP_DEATHS)(
    'the worker dies at %s while the webhook is lost: the next lookup finds the payment',
    async (failpoint) => {
      await stage.control.faults({ target: 'vpos', drop: true });
      await withDying('worker', { failpoint }, async () => {
        const customer = createCustomer(stage, { channel: 'messenger' });
        await pay(await orderUntilLink(customer));
        await hearsPaid(customer, stage.shop);
      });
    },
    TEST_MS,
  );

  test(
    `the worker dies at ${EXPIRY_DEATH}: the link still expires, and is told once`,
    async () => {
      await withDying('worker', { failpoint: EXPIRY_DEATH }, async () => {
        const customer = createCustomer(stage, { channel: 'viber' });
        const link = await orderUntilLink(customer);
        await letLinkExpire(stage, link);
        await untilPayment(stage, link, ({ requestStatus }) => requestStatus === 'expired');
        const newLink = await takesNewLink(customer, link);
        expect(await countRenewOffers(stage, customer)).toBe(1);
        await pay(newLink);
        await hearsPaid(customer, stage.shop);
      });
    },
    TEST_MS,
  );

  test.each(GATEWAY_DEATHS)(
    'the gateway dies at %s on %s: the sender comes again, the buyer presses again',
    async (failpoint, channel) => {
      await Promise.all(stage.running('gateway').map((gateway) => gateway.stop()));
      const worker = await stage.start('worker');
      await withDying('gateway', { failpoint }, async () => {
        const customer = createCustomer(stage, { channel });
        await pay(await orderUntilLink(customer));
        await hearsPaid(customer, stage.shop);
      });
      await worker.stop();
    },
    TEST_MS,
  );

  /** Runs a process that kills itself there, and a sound one from the moment it is gone. */
  async function withDying(
    name: 'gateway' | 'worker',
    { failpoint, repeats = 0 }: { failpoint: string; repeats?: number },
    happens: () => Promise<void>,
  ): Promise<void> {
    const dying = await stage.start(name, { FAILPOINT: failpoint });
    const follower = dying.gone.then(() => stage.start(name));
    await happens();
    await until(() => !dying.alive(), { what: `the ${name} to reach ${failpoint}` });
    expect(await dying.gone).toBe('SIGKILL');
    const next = await follower;
    const mostRepeatedSends = explained + repeats;
    ({ repeatedSends: explained } = await assertBooksAgree(stage, { mostRepeatedSends }));
    await next.stop();
  }

  /** A buyer who presses again when nothing opens. */
  async function pay(link: string): Promise<void> {
    const checkout = await until(() => pressPay(link).catch((error: unknown) => retry(error)), {
      what: 'the checkout page',
    });
    await finishCheckout(checkout, 'pay');
  }

  /** A gateway died while it called the provider: turns the clock past that call's deadline. */
  async function retry(error: unknown): Promise<never> {
    await stage.pool.query(
      `update attempt set created_at = created_at - interval '1 minute' where status = 'created'`,
    );
    throw error;
  }
});
