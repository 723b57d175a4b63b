import { schema } from '@chatpay/db';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eq, like } from 'drizzle-orm';
import {
  metaHeaders,
  PAGE_ID,
  paymentHeaders,
  startTestGateway,
  textEvent,
} from './testing/start-test-gateway.ts';

type Gateway = Awaited<ReturnType<typeof startTestGateway>>;
const { inbox } = schema;

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

function post(path: string, body: string | Buffer, headers: Record<string, string> = {}) {
  return fetch(`${gateway.url}${path}`, { method: 'POST', body, headers });
}

async function rowsWithKey(key: string) {
  return gateway.database.db
    .select()
    .from(inbox)
    .where(like(inbox.eventKey, `%${key}`));
}

describe('the door of a platform', () => {
  test('answers the handshake with the bare challenge, and only for the right token', async () => {
    const ask = (token: string) =>
      fetch(
        `${gateway.url}/webhooks/messenger?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=1158201444`,
      );
    const right = await ask('sandbox-verify-token');
    expect([right.status, await right.text()]).toEqual([200, '1158201444']);
    expect((await ask('another')).status).toBe(403);
  });

  test('stores a signed event once, however often it comes, and rings for its conversation', async () => {
    const body = textEvent('hello', 'm_once');
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => post('/webhooks/messenger', body, metaHeaders(body))),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    const rows = await rowsWithKey('m_once');
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ state: 'ready', source: 'channel', attempts: 0 });
    expect(gateway.rung).toContainEqual({
      name: 'advance-conversation',
      conversationId: rows[0]?.laneId,
    });
  });

  test('keeps the words of a customer out of the database in clear', async () => {
    const body = textEvent('a very private sentence', 'm_private');
    await post('/webhooks/messenger', body, metaHeaders(body));
    const [row] = await rowsWithKey('m_private');
    expect(row?.body?.includes('private')).toBe(false);
  });

  test.each([
    ['a tampered body', (body: string) => [body.replace('hello', 'hellO'), metaHeaders(body)]],
    ['no signature', (body: string) => [body, {}]],
    ['another secret', (body: string) => [body, metaHeaders(body, 'another')]],
    [
      'a repeated signature',
      (body: string) => {
        const headers = metaHeaders(body);
        const signature = headers['x-hub-signature-256'] ?? '';
        return [body, { ...headers, 'x-hub-signature-256': `${signature}, ${signature}` }];
      },
    ],
  ] as const)('refuses %s and stores nothing', async (_name, make) => {
    const [body, headers] = make(textEvent('hello', 'm_forged'));
    const answer = await post('/webhooks/messenger', String(body), { ...Object(headers) });
    expect(answer.status).toBe(401);
    expect(await answer.text()).toBe('');
    expect(await rowsWithKey('m_forged')).toHaveLength(0);
  });

  test('takes events without a Content-Type and with a wrong one', async () => {
    for (const [index, type] of ['', 'text/plain', 'image/png'].entries()) {
      const body = textEvent('hello', `m_type_${index}`);
      const { 'content-type': _type, ...signed } = metaHeaders(body);
      const answer = await fetch(`${gateway.url}/webhooks/messenger`, {
        method: 'POST',
        body: Buffer.from(body),
        headers: type ? { ...signed, 'content-type': type } : signed,
      });
      expect(answer.status).toBe(200);
      expect(await rowsWithKey(`m_type_${index}`)).toHaveLength(1);
    }
  });

  test('keeps events of accounts that are not connected as ignored', async () => {
    const body = textEvent('hello', 'm_stray').replaceAll(PAGE_ID, '999999999999999');
    const answer = await post('/webhooks/messenger', body, metaHeaders(body));
    expect(answer.status).toBe(200);
    expect(await rowsWithKey('m_stray')).toMatchObject([
      { state: 'ignored', merchantId: null, accountId: null },
    ]);
  });

  test('masks a card number before it is stored', async () => {
    const body = textEvent('my card is 4111 1111 1111 1111', 'm_card');
    await post('/webhooks/messenger', body, metaHeaders(body));
    const [row] = await rowsWithKey('m_card');
    const plain = gateway.deps.sealer.open(row?.body ?? Buffer.of(), `inbox:${row?.accountId}`);
    expect(plain.toString()).not.toContain('4111 1111 1111 1111');
    expect(JSON.parse(plain.toString())).toMatchObject({ cardNumber: true });
  });

  test.each([
    ['/webhooks/telegram', 404],
    ['/webhooks/viber/nobody', 404],
    ['/webhooks', 404],
  ])('%s is nothing', async (path, status) => {
    expect((await post(path, '{}')).status).toBe(status);
  });

  test('refuses a body over the limit without reading all of it', async () => {
    const body = 'x'.repeat(300 * 1024);
    expect((await post('/webhooks/messenger', body, metaHeaders(body))).status).toBe(413);
  });
});

describe('the door of a provider', () => {
  const event = {
    type: 'payment_session.succeeded',
    timestamp: new Date().toISOString(),
    data: {
      id: 'ps_1',
      merchantOrderId: '1001-1',
      status: 'succeeded',
      amountMinor: 180000,
      currency: 'AMD',
      transactionId: 'tx_1',
      metadata: {},
    },
  };
  const body = JSON.stringify(event);

  test('stores a signed event once and rings', async () => {
    for (let turn = 0; turn < 3; turn += 1) {
      const answer = await post(
        '/webhooks/payments/demo-vpos',
        body,
        paymentHeaders('evt_1', body),
      );
      expect(answer.status).toBe(200);
    }
    const rows = await gateway.database.db.select().from(inbox).where(eq(inbox.source, 'payment'));
    expect(rows).toHaveLength(1);
    expect(gateway.rung).toContainEqual({ name: 'apply-payment-event', inboxId: rows[0]?.id });
  });

  test('an account that does not exist looks like a bad signature', async () => {
    const unknown = await post('/webhooks/payments/nobody', body, paymentHeaders('evt_2', body));
    const forged = await post(
      '/webhooks/payments/demo-vpos',
      `${body} `,
      paymentHeaders('e', body),
    );
    expect([unknown.status, await unknown.text()]).toEqual([401, '']);
    expect([forged.status, await forged.text()]).toEqual([401, '']);
  });

  test('a card number is masked before the provider’s words are kept, though they are sealed', async () => {
    const careless = body.replace('{', '{"pan":"4111 1111 1111 1111",');
    const headers = paymentHeaders('evt_pan', careless);
    expect((await post('/webhooks/payments/demo-vpos', careless, headers)).status).toBe(200);
    const [row] = await gateway.database.db
      .select()
      .from(inbox)
      .where(eq(inbox.eventKey, 'evt_pan'));
    if (!row?.body) throw new Error('The event was not kept');
    const kept = gateway.deps.sealer.open(row.body, `inbox:${row.accountId}`).toString();
    expect(kept).not.toMatch(/4111 ?1111 ?1111 ?1111/);
    expect(kept).toContain('4111 11');
  });

  test.each([-600_000, 600_000])('refuses a signature that is %i ms off', async (offset) => {
    const at = new Date(Date.now() + offset);
    const answer = await post('/webhooks/payments/demo-vpos', body, paymentHeaders('e', body, at));
    expect(answer.status).toBe(401);
  });
});

describe('health', () => {
  test('says ready while events can be stored and stopping once asked to stop', async () => {
    const status = async () => (await fetch(`${gateway.url}/readyz`)).status;
    expect(await status()).toBe(200);
    gateway.state.accepting = false;
    expect(await status()).toBe(503);
    gateway.state.accepting = true;
    expect((await fetch(`${gateway.url}/healthz`)).status).toBe(200);
  });

  test('counts webhooks', async () => {
    const text = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(text).toContain('chatpay_webhook_seconds_count{door="messenger",status="200"}');
  });
});

describe('while the database is away', () => {
  test('a sender is told to come again and nothing is lost on the second try', async () => {
    const away = await startTestGateway();
    await away.database.pool.query('alter table inbox rename to inbox_away');
    const body = textEvent('hello', 'm_away');
    const send = () =>
      fetch(`${away.url}/webhooks/messenger`, { method: 'POST', body, headers: metaHeaders(body) });
    expect((await send()).status).toBe(503);
    await away.database.pool.query('alter table inbox_away rename to inbox');
    expect((await send()).status).toBe(200);
    expect(await away.database.db.select().from(inbox)).toHaveLength(1);
    await away.close();
  });
});
