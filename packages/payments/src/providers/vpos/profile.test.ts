import { createHmac } from 'node:crypto';
import type { RawRequest } from '@chatpay/core';
import { createHttpClient } from '@chatpay/http';
import { expect, test } from '@jest/globals';
import { createProvider } from '../../registry.ts';

const CREDENTIALS = { apiToken: 'token', webhookSecrets: ['key'] };
const NOW = new Date('2026-11-20T10:00:00.000Z');

/** A provider as it might turn out to be, told to the adapter without a line of code. */
const STRANGE = {
  minorUnitExponent: 0,
  signature: { recipe: 't-v1', signatureHeader: 'X-Signature' },
  eventId: { from: 'body', path: 'event.id' },
  eventTypes: ['PAYMENT'],
  statuses: { succeeded: ['OK'], failed: ['NOT_OK'] },
  fields: {
    type: 'event.name',
    timestamp: 'event.at',
    session: 'payment',
    id: 'number',
    status: 'state',
    amountMinor: 'sum.value',
    currency: 'sum.unit',
    transactionId: 'rrn',
    attemptId: 'extra.try',
  },
};

test('words, headers, units and paths are configuration', () => {
  const provider = open({ profile: STRANGE });
  const body = {
    event: { id: 'e-1', name: 'payment', at: '2026-11-20T13:59:00+04:00' },
    payment: {
      number: 12345678901234567890n,
      state: 'ok',
      sum: { value: 15000, unit: '051' },
      rrn: 'R1',
      extra: { try: '0199a000-0000-7000-8000-000000000001' },
    },
  };
  expect(provider.receive(signed(body))).toEqual({
    kind: 'event',
    key: 'e-1',
    event: {
      kind: 'succeeded',
      source: 'webhook',
      providerRef: '12345678901234567890',
      attemptId: '0199a000-0000-7000-8000-000000000001',
      orderReference: null,
      transactionId: 'R1',
      amount: { minor: 1_500_000, currency: 'AMD' },
      amountText: '15000 051',
      reason: null,
      occurredAt: '2026-11-20T09:59:00.000Z',
    },
  });
});

test('an event without an id of its own is known by its bytes', () => {
  const provider = open({ profile: STRANGE });
  const [one, other] = [provider.receive(signed({ a: 1 })), provider.receive(signed({ a: 2 }))];
  expect(one).toMatchObject({ kind: 'ignored', key: expect.stringMatching(/^sha256:/) });
  expect(one).not.toEqual(other);
});

test.each([
  ['a word for two things', { statuses: { failed: ['x'], expired: ['X'] } }],
  ['a tolerance of days', { toleranceSeconds: 86_400 }],
  ['an unknown recipe', { signature: { recipe: 'md5' } }],
  ['a lookup without the session', { routes: { lookup: '/v1/sessions' } }],
  ['a name that does not exist', { minorUnits: 2 }],
  ['three decimal places', { minorUnitExponent: 3 }],
])('%s is refused', (_what, profile) => {
  expect(() => open({ profile })).toThrow();
});

test.each([
  ['no token', { webhookSecrets: ['key'] }],
  ['no secret', { apiToken: 'token', webhookSecrets: [] }],
  ['an empty secret', { apiToken: 'token', webhookSecrets: [''] }],
  ['nothing', null],
])('credentials with %s are refused', (_what, credentials) => {
  const account = { provider: 'vpos' as const, credentials, settings: {}, http: createHttpClient };
  expect(() => createProvider(account)).toThrow();
});

test.each(['ftp://vpos', 'vpos', 'javascript:alert(1)'])('the address %s is refused', (baseUrl) => {
  expect(() => open({ baseUrl })).toThrow();
});

test('the defaults are enough', () => {
  expect(open({}).provider).toBe('vpos');
});

function open(settings: unknown) {
  const http = createHttpClient;
  return createProvider({ provider: 'vpos', credentials: CREDENTIALS, settings, http });
}

function signed(content: unknown): RawRequest {
  const text = JSON.stringify(content, (_name, value: unknown) =>
    typeof value === 'bigint' ? `#${value}#` : value,
  );
  const body = Buffer.from(text.replace(/"#(\d+)#"/g, '$1'));
  const mac = createHmac('sha256', 'key')
    .update(`${+NOW / 1000}.`)
    .update(body)
    .digest('hex');
  const headers = { 'x-signature': `t=${+NOW / 1000},v1=${mac}` };
  const query = new URLSearchParams();
  return { method: 'POST', path: '/', query, headers, body, receivedAt: NOW };
}
