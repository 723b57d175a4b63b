import { createHmac } from 'node:crypto';
import type { Attempt, RawRequest } from '@chatpay/core';
import { createHttpClient } from '@chatpay/http';
import { describeProviderContract, recordRequests } from '@chatpay/testing';
import { describe, expect, test } from '@jest/globals';
import { createVposProvider } from './adapter.ts';
import { STANDARD_PROFILE, type VposProfile, vposProfile } from './profile.ts';

const ATTEMPT: Attempt = {
  id: '0199a000-0000-7000-8000-000000000001',
  number: 2,
  requestId: '0199a000-0000-7000-8000-0000000000aa',
  orderNumber: '1001',
  amount: { minor: 1_500_000, currency: 'AMD' },
  description: 'Gata',
  returnUrl: 'https://shop.example/pay/token/return',
  language: 'hy',
  customer: { name: 'Անի', phone: '+37491000000' },
  providerRef: null,
};

const PLAIN = vposProfile.parse({ signature: { recipe: 't-v1' }, minorUnitExponent: 0 });

function openWith(profile: VposProfile) {
  return ({ baseUrl, secrets }: { baseUrl: string; secrets: string[] }) =>
    createVposProvider({
      apiToken: 'token-1',
      webhookSecrets: secrets,
      baseUrl,
      profile,
      http: (options) => createHttpClient({ ...options, timeoutMs: 300 }),
    });
}

function sessionOf(attempt: Attempt, more: object, exponent = 2) {
  const { amount, orderNumber, number, id, requestId } = attempt;
  return {
    id: 'ps_1',
    merchantOrderId: `${orderNumber}-${number}`,
    status: 'pending',
    amountMinor: amount.minor / 10 ** (2 - exponent),
    currency: amount.currency,
    checkoutUrl: 'https://pay.example/1',
    expiresAt: '2026-11-20T10:20:00.000Z',
    transactionId: null,
    metadata: { attemptId: id, requestId },
    ...more,
  };
}

function paid(attempt: Attempt, id: string, exponent?: number) {
  return sessionOf(attempt, { id, status: 'succeeded', transactionId: 'tx_1' }, exponent);
}

const secret = (number: number) =>
  `whsec_${Buffer.from(`secret of 32 bytes, number ${number}.....`).toString('base64')}`;
const keyOf = (text: string) => Buffer.from(text.replace(/^whsec_/, ''), 'base64');

describe('Standard Webhooks', () => {
  describeProviderContract({
    open: openWith(STANDARD_PROFILE),
    secret,
    sign(body, by) {
      const timestamp = String(Math.floor(+by.sentAt / 1000));
      const signed = Buffer.concat([Buffer.from(`${by.id}.${timestamp}.`), body]);
      const mac = createHmac('sha256', keyOf(by.secret)).update(signed).digest('base64');
      return {
        'webhook-id': by.id,
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${mac}`,
      };
    },
    fixtures: new URL('./__fixtures__/', import.meta.url),
    toleranceMs: 300_000,
    opened: (attempt, checkoutUrl) => JSON.stringify(sessionOf(attempt, { checkoutUrl })),
    found: (attempt, id) => JSON.stringify(paid(attempt, id)),
    fuzzRuns: 5_000,
  });
});

describe('t=,v1= and whole dram', () => {
  describeProviderContract({
    open: openWith(PLAIN),
    secret: (number) => `plain secret ${number}`,
    sign(body, by) {
      const timestamp = String(Math.floor(+by.sentAt / 1000));
      const signed = Buffer.concat([Buffer.from(`${timestamp}.`), body]);
      const mac = createHmac('sha256', by.secret).update(signed).digest('hex');
      return { 'vpos-event-id': by.id, 'vpos-signature': `t=${timestamp},v1=${mac}` };
    },
    fixtures: new URL('./__fixtures__/whole-dram/', import.meta.url),
    toleranceMs: 300_000,
    opened: (attempt, checkoutUrl) => JSON.stringify(sessionOf(attempt, { checkoutUrl }, 0)),
    found: (attempt, id) => JSON.stringify(paid(attempt, id, 0)),
    fuzzRuns: 500,
  });
});

describe('on the wire', () => {
  const open = (baseUrl: string) => openWith(STANDARD_PROFILE)({ baseUrl, secrets: [secret(1)] });

  test('a session is asked for as the public contract says', async () => {
    const answer = { status: 201, body: JSON.stringify(sessionOf(ATTEMPT, {})) };
    const [sent] = await recordRequests([answer], async (baseUrl) => {
      expect(await open(`${baseUrl}/vpos`).createCheckout(ATTEMPT)).toEqual({
        kind: 'opened',
        providerRef: 'ps_1',
        redirectUrl: 'https://pay.example/1',
        expiresAt: new Date('2026-11-20T10:20:00.000Z'),
      });
    });
    expect(sent).toMatchObject({
      method: 'POST',
      url: '/vpos/v1/payment-sessions',
      headers: {
        authorization: 'Bearer token-1',
        'content-type': 'application/json',
        'idempotency-key': ATTEMPT.id,
      },
    });
    expect(JSON.parse(sent?.body ?? '')).toEqual({
      merchantOrderId: '1001-2',
      amountMinor: 1_500_000,
      currency: 'AMD',
      provider: 'manual',
      returnUrl: ATTEMPT.returnUrl,
      customer: { name: 'Անի', phone: '+37491000000' },
      metadata: { attemptId: ATTEMPT.id, requestId: ATTEMPT.requestId },
    });
  });

  test('a sum with luma is refused where the wire has only dram', async () => {
    const provider = openWith(PLAIN)({ baseUrl: 'http://127.0.0.1:1', secrets: [secret(1)] });
    const attempt = { ...ATTEMPT, amount: { minor: 1_500_050, currency: 'AMD' as const } };
    expect(await provider.createCheckout(attempt)).toMatchObject({ kind: 'refused' });
  });

  test('a refusal says why, in their word', async () => {
    const body = '{"error":{"code":"idempotency_key_reuse","message":"…"}}';
    await recordRequests([{ status: 422, body }], async (baseUrl) => {
      const outcome = await open(baseUrl).createCheckout(ATTEMPT);
      expect(outcome).toEqual({ kind: 'refused', reason: '422 idempotency_key_reuse' });
    });
  });

  test('an unregistered attempt is looked up by our reference and found by our id', async () => {
    const another = { ...ATTEMPT, id: '0199a000-0000-7000-8000-000000000002' };
    const nameless = paid(ATTEMPT, 'ps_9');
    const bodies = [
      { data: [paid(another, 'ps_7'), paid(ATTEMPT, 'ps_8')] },
      { data: [sessionOf(ATTEMPT, { id: 'ps_5' }), paid(ATTEMPT, 'ps_6')] },
      { data: [{ ...nameless, metadata: {} }] },
      {
        data: [
          { ...nameless, metadata: {} },
          { ...nameless, id: 'ps_10', metadata: {} },
        ],
      },
      { data: [paid(another, 'ps_7'), sessionOf(ATTEMPT, { id: 'ps_4' })] },
      { data: [paid(another, 'ps_7')] },
      { data: [] },
    ];
    const answers = bodies.map((body) => ({ status: 200, body: JSON.stringify(body) }));
    const requests = await recordRequests(answers, async (baseUrl) => {
      const provider = open(baseUrl);
      const found: unknown[] = [];
      for (const _each of bodies) {
        const event = await provider.lookup(ATTEMPT);
        found.push(event === 'no-news' ? event : event.providerRef);
      }
      expect(found).toEqual(['ps_8', 'ps_6', 'ps_9', 'no-news', 'ps_4', 'no-news', 'no-news']);
    });
    expect(requests[0]?.url).toBe('/v1/payment-sessions?merchantOrderId=1001-2');
  });

  test('a registered attempt is looked up by its session, a word we do not know is no news', async () => {
    const body = JSON.stringify(sessionOf(ATTEMPT, { id: 'ps/1?', status: 'mystery' }));
    const [request] = await recordRequests([{ status: 200, body }], async (baseUrl) => {
      const outcome = await open(baseUrl).lookup({ ...ATTEMPT, providerRef: 'ps/1?' });
      expect(outcome).toBe('no-news');
    });
    expect(request?.url).toBe('/v1/payment-sessions/ps%2F1%3F');
  });

  test('a session that is told with the order of another is no answer about this one', async () => {
    const registered = { ...ATTEMPT, providerRef: 'ps_1' };
    const body = JSON.stringify({ ...paid(registered, 'ps_1'), merchantOrderId: '9999-1' });
    await recordRequests([{ status: 200, body }], async (baseUrl) => {
      await expect(open(baseUrl).lookup(registered)).rejects.toMatchObject({ code: 'unreadable' });
    });
  });

  test('opening may take 25 seconds, asking 10', () => {
    const deadlines: unknown[] = [];
    createVposProvider({
      apiToken: 'token-1',
      webhookSecrets: [secret(1)],
      http(options) {
        deadlines.push(options.timeoutMs);
        return createHttpClient(options);
      },
    });
    expect(deadlines).toEqual([25_000, 10_000]);
  });

  test('the token is in no error', async () => {
    const outcome = await openWith(STANDARD_PROFILE)({
      baseUrl: 'http://127.0.0.1:1/token-1',
      secrets: [secret(1)],
    }).createCheckout(ATTEMPT);
    expect(JSON.stringify(outcome)).not.toContain('token-1');
  });
});

describe('the published example of Standard Webhooks', () => {
  const headers = {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  };
  const provider = openWith(STANDARD_PROFILE)({
    baseUrl: 'http://127.0.0.1:1',
    secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
  });
  const receive = (
    more: Partial<typeof headers> = {},
    receivedAt = new Date(1_614_265_330_000),
  ) => {
    const request: RawRequest = {
      method: 'POST',
      path: '/',
      query: new URLSearchParams(),
      headers: { ...headers, ...more },
      body: Buffer.from('{"test": 2432232314}'),
      receivedAt,
    };
    return provider.receive(request);
  };

  test('verifies, and is none of our kinds', () => {
    expect(receive()).toEqual({
      kind: 'ignored',
      key: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      reason: 'no event type',
    });
  });

  test('verifies among signatures of other secrets and versions, not within one', () => {
    const wrong = `v1,${Buffer.alloc(32).toString('base64')}`;
    const right = headers['webhook-signature'];
    for (const all of [`${wrong} v1a,abcd= ${right}`, `${wrong}  v1 ,, rubbish ${right}`]) {
      expect(receive({ 'webhook-signature': all }).kind).toBe('ignored');
    }
    for (const broken of [
      wrong,
      right.replace('v1,', 'v2,'),
      `${right},${wrong}`,
      `v1, ${right.slice(3)}`,
    ]) {
      expect(receive({ 'webhook-signature': broken }).kind).toBe('rejected');
    }
  });

  test('five minutes are meant in whole seconds, as they are signed', () => {
    const at = (offsetMs: number) => receive({}, new Date(1_614_265_330_000 + offsetMs)).kind;
    expect([at(300_999), at(301_000), at(-300_000), at(-300_001)]).toEqual([
      'ignored',
      'rejected',
      'ignored',
      'rejected',
    ]);
  });

  test.each(['1614265331', '-1', '', '1614265330.0', '1e9'])('not at the time %j', (time) => {
    expect(receive({ 'webhook-timestamp': time })).toMatchObject({ kind: 'rejected', status: 401 });
  });
});
