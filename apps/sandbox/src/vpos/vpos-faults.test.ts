import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Received } from '../testing/start-receiver.ts';
import { type Stand, startStand } from '../testing/start-stand.ts';

let stand: Stand;
beforeEach(async () => {
  stand = await startStand();
});
afterEach(() => stand.close());

const SESSIONS = '/vpos/v1/payment-sessions';
const AUTH = { authorization: 'Bearer sandbox-vpos-token' };
const SECRET = Buffer.from('c2FuZGJveC13ZWJob29rLXNlY3JldC0zMi1ieXRlcyE=', 'base64');

type Shown = { id: string; status: string; amountMinor: number; currency: string };
type Told = { type: string; timestamp: string; data: Shown & { metadata: object } };

const order = (key: string) => ({
  body: {
    merchantOrderId: `${key}-1`,
    amountMinor: 1_500_000,
    currency: 'AMD',
    provider: 'manual',
    returnUrl: 'http://shop/return',
    metadata: { attemptId: key },
  },
  headers: { ...AUTH, 'idempotency-key': key },
});
const create = (key = 'a') => stand.call('POST', SESSIONS, order(key));
const open = async (key = 'a') => (await create(key)).json as Shown;
const act = (id: string, action: string, body?: object) =>
  stand.call('POST', `/control/sessions/${id}/${action}`, { body });
const turn = (body: object) =>
  stand.call('POST', '/control/faults', { body: { target: 'vpos', ...body } });
const lookUp = async (id: string) =>
  (await stand.call('GET', `${SESSIONS}/${id}`, { headers: AUTH })).json as Shown;
const told = () => stand.receiver.received.map(({ body }) => JSON.parse(body) as Told);
const allThrough = () => stand.until(() => stand.sandbox.platform.delivery.pending() === 0);
const eventIds = () => stand.receiver.received.map(({ headers }) => headers['webhook-id']);

function isSigned({ headers, body }: Received): boolean {
  const text = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const mac = createHmac('sha256', SECRET).update(text).digest('base64');
  return headers['webhook-signature'] === `v1,${mac}`;
}

describe('webhooks', () => {
  test('each move is told once, in order, signed, to the account’s address', async () => {
    const { id } = await open();
    await stand.call('GET', `/vpos/checkout/${id}`);
    await act(id, 'pay');
    await act(id, 'void');
    await stand.until(() => stand.receiver.received.length >= 3);
    expect(told().map(({ type, data }) => [type, data.id, data.status])).toEqual([
      ['payment_session.processing', id, 'processing'],
      ['payment_session.succeeded', id, 'succeeded'],
      ['payment_session.voided', id, 'voided'],
    ]);
    expect(told()[1]?.data).toEqual({ ...(await lookUp(id)), status: 'succeeded' });
    expect(stand.receiver.received.every(isSigned)).toBe(true);
    expect(stand.receiver.received[0]?.path).toBe('/webhooks/payments/demo-vpos');
    expect(new Set(eventIds()).size).toBe(3);
  });

  test('are repeated until 2xx with the same id and body', async () => {
    let left = 5;
    stand.receiver.answerWith(() => ({ status: left-- > 0 ? 503 : 200 }));
    const { id } = await open();
    await act(id, 'decline', { reason: 'insufficient_funds' });
    await stand.until(() => stand.receiver.received.length >= 3);
    expect(new Set(eventIds()).size).toBe(1);
    expect(new Set(stand.receiver.received.map(({ body }) => body)).size).toBe(1);
    expect(told()[0]?.data).toMatchObject({
      status: 'failed',
      failureReason: 'insufficient_funds',
    });
  });

  test('in the second profile: `t=,v1=` over time and body', async () => {
    const account = {
      channel: 'vpos',
      key: 'demo-vpos',
      token: 'sandbox-vpos-token',
      webhookSecret: 'plain',
      webhookProfile: 't-v1',
    };
    await stand.call('POST', '/control/accounts', { body: account });
    await act((await open()).id, 'pay');
    await stand.until(() => stand.receiver.received.length >= 1);
    const [one] = stand.receiver.received;
    const [, time, mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(
      String(one?.headers['vpos-signature']),
    ) ?? ['', '', ''];
    expect(mac).toBe(createHmac('sha256', 'plain').update(`${time}.${one?.body}`).digest('hex'));
    expect(one?.headers['vpos-event-id']).toMatch(/^evt_/);
    expect(one?.headers['webhook-signature']).toBeUndefined();
  });
});

describe('sessions by the clock and by hand', () => {
  test('a session expires when its life is over, and cannot be paid in time any more', async () => {
    await stand.call('POST', '/control/sessions', { body: { lifeMs: 20 } });
    const { id } = await open();
    await stand.until(() => stand.receiver.received.length >= 1);
    expect(told()[0]).toMatchObject({ type: 'payment_session.expired', data: { id } });
    expect((await act(id, 'pay')).status).toBe(409);
    expect((await lookUp(id)).status).toBe('expired');

    expect((await act(id, 'pay', { late: true })).status).toBe(200);
    await stand.until(() => stand.receiver.received.length >= 2);
    expect(told()[1]).toMatchObject({ type: 'payment_session.succeeded' });
  });

  test('a paid session does not expire', async () => {
    await stand.call('POST', '/control/sessions', { body: { lifeMs: 800 } });
    const paid = await open('paid');
    await act(paid.id, 'pay');
    const unpaid = await open('unpaid');
    await stand.until(() => stand.receiver.received.length >= 2);
    expect(told().map(({ type, data }) => [type, data.id])).toEqual([
      ['payment_session.succeeded', paid.id],
      ['payment_session.expired', unpaid.id],
    ]);
  });

  test('paying twice is paying once; leaving changes nothing', async () => {
    const { id } = await open();
    await act(id, 'open');
    expect((await act(id, 'leave')).json).toMatchObject({ returnUrl: 'http://shop/return' });
    expect((await lookUp(id)).status).toBe('processing');
    await act(id, 'pay');
    const { transactionId } = (await lookUp(id)) as Shown & { transactionId: string };
    expect((await act(id, 'pay')).status).toBe(200);
    expect(await lookUp(id)).toMatchObject({ transactionId });
    await allThrough();
    expect(told().map(({ type }) => type)).toEqual([
      'payment_session.processing',
      'payment_session.succeeded',
    ]);
  });

  test.each([
    ['/control/sessions/ps_nobody/pay', {}, 404],
    ['/control/sessions/ps_nobody/steal', {}, 400],
    ['/control/sessions', { lifeMs: 0 }, 400],
  ])('POST %s %j is %d', async (path, body, status) => {
    expect((await stand.call('POST', path, { body })).status).toBe(status);
  });
});

describe('faults of sums and answers', () => {
  test('wrong amount and currency: what was charged shows in webhook and lookup', async () => {
    await turn({ wrongAmount: -100, wrongCurrency: 'USD' });
    const session = await open();
    expect(session).toMatchObject({ amountMinor: 1_500_000, currency: 'AMD' });
    await act(session.id, 'pay');
    await turn({ wrongAmount: 0, wrongCurrency: null });
    const charged = { amountMinor: 1_499_900, currency: 'USD' };
    expect(await lookUp(session.id)).toMatchObject(charged);
    await stand.until(() => stand.receiver.received.length >= 1);
    expect(told()[0]?.data).toMatchObject(charged);
    expect((await stand.call('GET', '/control/books')).json).toMatchObject({
      sessions: [{ ...charged, asked: { amountMinor: 1_500_000, currency: 'AMD' } }],
    });
  });

  test('webhook before the answer: paid and told, then created', async () => {
    await turn({ webhookBeforeAnswer: true });
    const order: string[] = [];
    stand.receiver.answerWith(({ body }) => {
      order.push((JSON.parse(body) as Told).type);
      return { status: 200 };
    });
    const created = await create();
    order.push('answer');
    expect(order).toEqual(['payment_session.succeeded', 'answer']);
    expect([created.status, (created.json as Shown).status]).toEqual([201, 'pending']);
    expect((await lookUp((created.json as Shown).id)).status).toBe('succeeded');
  });

  test('answer lost: the session exists, and the same key finds it', async () => {
    await turn({ lostAnswer: { next: 1 } });
    await expect(create()).rejects.toThrow();
    const replay = await create();
    expect([replay.status, replay.headers.get('idempotent-replayed')]).toEqual([200, 'true']);
    const { json } = await stand.call('GET', '/control/sessions');
    expect((json as { sessions: Shown[] }).sessions.map(({ id }) => id)).toEqual([
      (replay.json as Shown).id,
    ]);
  });
});

describe('faults of API calls', () => {
  test.each([
    ['status429', 429, 'rate_limited', '1'],
    ['status5xx', 503, 'provider_unavailable', null],
  ])('%s: %d, nothing was done, the next call works', async (fault, status, code, retryAfter) => {
    await turn({ [fault]: 1, next: 1 });
    const refused = await create();
    expect(refused).toMatchObject({ status, json: { error: { code } } });
    expect(refused.headers.get('retry-after')).toBe(retryAfter);
    expect((await create()).status).toBe(201);
  });

  test('answer delay: acts at once, answers later', async () => {
    await turn({ answerDelayMs: 50 });
    let answered = false;
    const answer = create().finally(() => {
      answered = true;
    });
    const { events } = stand.sandbox.platform;
    await new Promise<void>((resolve) => events.subscribe(() => resolve()));
    expect(answered).toBe(false);
    expect((await answer).status).toBe(201);
  });
});

describe('faults of webhooks', () => {
  test('duplicate: five times the same event', async () => {
    await turn({ duplicate: 4 });
    await act((await open()).id, 'pay');
    await stand.until(() => stand.sandbox.platform.books.deliveries().length === 5);
    expect(new Set(eventIds()).size).toBe(1);
    expect(stand.receiver.received.every(isSigned)).toBe(true);
  });

  test('wrong signature: refused once, then right', async () => {
    await turn({ wrongSignature: { next: 1 } });
    stand.receiver.answerWith((one) => ({ status: isSigned(one) ? 200 : 401 }));
    await act((await open()).id, 'pay');
    await stand.until(() => stand.sandbox.platform.books.deliveries().length === 2);
    expect(stand.receiver.received.map(isSigned)).toEqual([false, true]);
  });

  test('drop: nothing arrives, the lookup knows', async () => {
    await turn({ drop: 1 });
    const { id } = await open();
    await act(id, 'pay');
    expect((await lookUp(id)).status).toBe('succeeded');
    await allThrough();
    expect(stand.receiver.received).toEqual([]);
  });

  test('reorder and delay: everything arrives, mixed', async () => {
    await turn({ reorder: true, delayMs: 5 });
    const sessions = await Promise.all(Array.from({ length: 20 }, (_, n) => open(`k${n}`)));
    for (const { id } of sessions) await act(id, 'open');
    for (const { id } of sessions) await act(id, 'pay');
    await stand.until(() => new Set(eventIds()).size >= 40);
    await allThrough();
    const paid = told().filter(({ type }) => type === 'payment_session.succeeded');
    expect(paid.map(({ data }) => data.id)).not.toEqual(sessions.map(({ id }) => id));
    expect(new Set(eventIds()).size).toBe(40);
  });

  test('a reset ends all of it', async () => {
    stand.receiver.answerWith(() => ({ status: 500 }));
    const { id } = await open();
    await act(id, 'pay');
    await stand.until(() => stand.receiver.received.length >= 1);
    await stand.call('POST', '/control/reset');
    expect(stand.sandbox.platform.delivery.pending()).toBe(0);
    expect(await lookUp(id)).toMatchObject({ error: { code: 'not_found' } });
  });
});
