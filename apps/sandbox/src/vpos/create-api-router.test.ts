import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type CallInit, type Stand, startStand } from '../testing/start-stand.ts';

let stand: Stand;
beforeEach(async () => {
  stand = await startStand();
});
afterEach(() => stand.close());

const SESSIONS = '/vpos/v1/payment-sessions';
const AUTH = { authorization: 'Bearer sandbox-vpos-token' };
const ORDER = {
  merchantOrderId: '1001-1',
  amountMinor: 1_500_000,
  currency: 'AMD',
  provider: 'manual',
  returnUrl: 'http://shop/return',
  customer: { name: 'Անի', phone: '+37491000000' },
  metadata: { attemptId: 'a-1', requestId: 'r-1' },
};

const create = (body: unknown = ORDER, headers: Record<string, string> = {}) =>
  stand.call('POST', SESSIONS, {
    body,
    headers: { ...AUTH, 'idempotency-key': 'a-1', ...headers },
  });
const get = (path: string, init: CallInit = { headers: AUTH }) => stand.call('GET', path, init);

describe('creating a session', () => {
  test('answers 201 with the session, and tells nobody yet', async () => {
    const { status, json, headers } = await create();
    expect(status).toBe(201);
    expect(headers.get('idempotent-replayed')).toBeNull();
    expect(json).toEqual({
      id: expect.stringMatching(/^ps_[0-9a-f]{24}$/),
      merchantOrderId: '1001-1',
      status: 'pending',
      amountMinor: 1_500_000,
      currency: 'AMD',
      checkoutUrl: expect.stringMatching(/^http:\/\/localhost:\d+\/vpos\/checkout\/ps_[0-9a-f]+$/),
      expiresAt: expect.any(String),
      createdAt: expect.any(String),
      transactionId: null,
      metadata: ORDER.metadata,
    });
    const { createdAt, expiresAt } = json as { createdAt: string; expiresAt: string };
    expect(Date.parse(expiresAt) - Date.parse(createdAt)).toBe(20 * 60_000);
    expect(stand.sandbox.platform.books.deliveries()).toEqual([]);
  });

  test('the same key and body is the same session, whatever the order of the fields', async () => {
    const first = await create();
    const again = await create(Object.fromEntries(Object.entries(ORDER).reverse()));
    expect(again.status).toBe(200);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.json).toEqual(first.json);
  });

  test('twenty at once with one key open one session', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => create()));
    expect(new Set(answers.map(({ json }) => (json as { id: string }).id)).size).toBe(1);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  });

  test('the same key with another body is refused, another account’s key is another key', async () => {
    await create();
    expect(await create({ ...ORDER, amountMinor: 1 })).toMatchObject({
      status: 422,
      json: { error: { code: 'idempotency_key_reuse' } },
    });
    const other = { channel: 'vpos', key: 'two', token: 'token-two', webhookSecret: 's' };
    await stand.call('POST', '/control/accounts', { body: other });
    expect((await create(ORDER, { authorization: 'Bearer token-two' })).status).toBe(201);
  });
});

describe('refusing to create', () => {
  test.each([
    ['no token', { authorization: '' }, 401, 'unauthorized'],
    ['a wrong token', { authorization: 'Bearer nope' }, 401, 'unauthorized'],
    [
      'the token of another platform',
      { authorization: 'Bearer sandbox-page-token' },
      401,
      'unauthorized',
    ],
    ['another scheme', { authorization: 'Basic sandbox-vpos-token' }, 401, 'unauthorized'],
    ['a browser', { origin: 'https://evil.example' }, 403, 'origin_not_trusted'],
    ['no idempotency key', { 'idempotency-key': '' }, 400, 'idempotency_key_missing'],
    ['a body that is not JSON', { 'content-type': 'text/plain' }, 400, 'invalid_request'],
  ])('%s is refused and opens nothing', async (_name, headers, status, code) => {
    expect(await create(ORDER, headers)).toMatchObject({ status, json: { error: { code } } });
    expect((await stand.call('GET', '/control/sessions')).json).toEqual({ sessions: [] });
  });

  test.each([
    { amountMinor: 0 },
    { amountMinor: -100 },
    { amountMinor: 1.5 },
    { amountMinor: '1500000' },
    { currency: 'amd' },
    { currency: 'GBP' },
    { provider: 'paypal' },
    { merchantOrderId: '' },
    { merchantOrderId: 'x'.repeat(65) },
    { returnUrl: 'javascript:alert(1)' },
    { returnUrl: '/relative' },
    { metadata: { nested: {} } },
  ])('%j is invalid', async (wrong) => {
    expect(await create({ ...ORDER, ...wrong })).toMatchObject({
      status: 400,
      json: { error: { code: 'invalid_request', message: expect.stringContaining('at ') } },
    });
  });
});

describe('looking up', () => {
  test('by id and by merchantOrderId, only with the token it was opened with', async () => {
    const { json } = await create();
    const { id } = json as { id: string };
    expect((await get(`${SESSIONS}/${id}`)).json).toEqual(json);
    expect((await get(`${SESSIONS}?merchantOrderId=1001-1`)).json).toEqual({ data: [json] });
    expect((await get(`${SESSIONS}?merchantOrderId=nobody`)).json).toEqual({ data: [] });

    const other = { channel: 'vpos', key: 'two', token: 'token-two', webhookSecret: 's' };
    await stand.call('POST', '/control/accounts', { body: other });
    const stranger = { headers: { authorization: 'Bearer token-two' } };
    expect(await get(`${SESSIONS}/${id}`, stranger)).toMatchObject({
      status: 404,
      json: { error: { code: 'not_found' } },
    });
    expect((await get(`${SESSIONS}?merchantOrderId=1001-1`, stranger)).json).toEqual({ data: [] });
    expect((await get(`${SESSIONS}/${id}`, {})).status).toBe(401);
  });

  test('shows what became of it', async () => {
    const { id } = (await create()).json as { id: string };
    await stand.call('POST', `/control/sessions/${id}/pay`);
    expect((await get(`${SESSIONS}/${id}`)).json).toMatchObject({
      status: 'succeeded',
      amountMinor: 1_500_000,
      transactionId: expect.stringMatching(/^tx_/),
      paidAt: expect.any(String),
    });
  });

  test('needs one merchantOrderId', async () => {
    for (const query of ['', '?merchantOrderId=', '?merchantOrderId=a&merchantOrderId=b'])
      expect((await get(`${SESSIONS}${query}`)).status).toBe(400);
    expect((await get(`${SESSIONS}/ps_nobody`)).status).toBe(404);
    expect((await get('/vpos/v1/else')).status).toBe(404);
  });
});

test('health needs no token and only GET; capabilities need one', async () => {
  expect(await get('/vpos/api/health', {})).toMatchObject({ status: 200, json: { ready: true } });
  const posted = await stand.call('POST', '/vpos/api/health');
  expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET']);
  expect((await get('/vpos/v1/capabilities', {})).status).toBe(401);
  expect((await get('/vpos/v1/capabilities')).json).toMatchObject({
    providers: [{ provider: 'manual', capabilities: { webhooks: true, refund: false } }],
  });
});
