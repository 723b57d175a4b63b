import { readFile } from 'node:fs/promises';
import { schema } from '@chatpay/db';
import { applyShop, shopFile } from '@chatpay/services';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eq, inArray, like } from 'drizzle-orm';
import { createAdapters } from './adapters.ts';
import {
  DEMO_SHOP,
  metaHeaders,
  PAGE_ID,
  paymentHeaders,
  startTestGateway,
  textEvent,
} from './testing/start-test-gateway.ts';

const { channelAccount, inbox, paymentAccount } = schema;
const OTHER_PAGE = '204857600000002';

let gateway: Awaited<ReturnType<typeof startTestGateway>>;

/** A second shop with accounts of its own, whose credentials then turn to rubbish. */
beforeAll(async () => {
  gateway = await startTestGateway();
  const { db } = gateway.database;
  const text = (await readFile(DEMO_SHOP, 'utf8')).replaceAll(PAGE_ID, OTHER_PAGE);
  const shop = JSON.parse(text);
  const file = shopFile.parse({
    ...shop,
    key: 'other',
    channels: shop.channels.map((account: { key: string; externalId: string }) => ({
      ...account,
      key: `other-${account.key}`,
      externalId: account.externalId === OTHER_PAGE ? OTHER_PAGE : `9${account.externalId}`,
    })),
    payments: shop.payments.map((account: { key: string }) => ({
      ...account,
      key: `other-${account.key}`,
    })),
  });
  const { sealer } = gateway.deps;
  await applyShop({ db, sealer, adapters: createAdapters(), readSecret: () => undefined }, file);
  const rubbish = { credentials: Buffer.from('rubbish') };
  await db.update(channelAccount).set(rubbish).where(like(channelAccount.key, 'other-%'));
  await db.update(paymentAccount).set(rubbish).where(like(paymentAccount.key, 'other-%'));
});
afterAll(() => gateway.close());

function post(path: string, body: string, headers: Record<string, string>) {
  return fetch(`${gateway.url}${path}`, { method: 'POST', body, headers });
}

describe('an account whose credentials cannot be opened', () => {
  test('harms nobody else: their webhooks are stored', async () => {
    const body = textEvent('hello', 'm_neighbour');
    expect((await post('/webhooks/messenger', body, metaHeaders(body))).status).toBe(200);
    const fact = JSON.stringify({ type: 'something.new', data: {} });
    const headers = paymentHeaders('msg_neighbour', fact);
    expect((await post('/webhooks/payments/demo-vpos', fact, headers)).status).toBe(200);
  });

  test('asks its own senders to come again', async () => {
    const fact = JSON.stringify({ type: 'something.new', data: {} });
    const headers = paymentHeaders('msg_closed', fact);
    const payment = await post('/webhooks/payments/other-demo-vpos', fact, headers);
    expect(payment.status).toBe(503);
    const viber = await post('/webhooks/viber/other-demo-viber', '{}', {
      'x-viber-content-signature': '0'.repeat(64),
    });
    expect(viber.status).toBe(503);
    const unverifiable = textEvent('hello', 'm_unverifiable').replaceAll(PAGE_ID, OTHER_PAGE);
    const meta = await post(
      '/webhooks/messenger',
      unverifiable,
      metaHeaders(unverifiable, 'a secret that only the closed account knew'),
    );
    expect(meta.status).toBe(503);
  });

  test('in a batch with others: theirs are stored, its own are not lost as ignored', async () => {
    const entries = [textEvent('mine', 'm_open'), textEvent('lost?', 'm_shut')].map(
      (event, index) => {
        const [entry] = JSON.parse(
          index === 0 ? event : event.replaceAll(PAGE_ID, OTHER_PAGE),
        ).entry;
        return entry;
      },
    );
    const body = JSON.stringify({ object: 'page', entry: entries });
    expect((await post('/webhooks/messenger', body, metaHeaders(body))).status).toBe(503);
    const rows = await gateway.database.db.select().from(inbox);
    const keys = rows.map(({ eventKey }) => eventKey);
    expect(keys.filter((key) => key.endsWith('m_open'))).toHaveLength(1);
    expect(keys.filter((key) => key.endsWith('m_shut'))).toHaveLength(0);
  });

  test('lets what it has to say and to ask wait', async () => {
    const snapshot = await gateway.deps.directory.read();
    const { db } = gateway.database;
    const [channel] = await db
      .select()
      .from(channelAccount)
      .where(eq(channelAccount.externalId, OTHER_PAGE));
    const [payments] = await db
      .select()
      .from(paymentAccount)
      .where(inArray(paymentAccount.key, ['other-demo-vpos']));
    if (!channel || !payments) throw new Error('The other shop has no accounts');
    const outcome = await snapshot.channels.get(channel.id)?.adapter.send({
      id: 'any',
      to: 'anybody',
      content: { text: 'paid', choices: [], link: null },
      apiLevel: null,
    });
    expect(outcome).toMatchObject({ kind: 'retry', scope: 'account' });
    expect(snapshot.providers.get(payments.id)?.provider.provider).toBe('vpos');
    expect([...snapshot.closed]).toEqual(expect.arrayContaining([channel.id, payments.id]));
  });
});
