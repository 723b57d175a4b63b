import type { Attempt, PaymentProvider } from '@chatpay/core';
import { describe, expect, test } from '@jest/globals';
import { recordRequests, withServer } from './with-server.ts';

export type CallsContract = {
  open(options: { baseUrl: string; secrets: string[] }): PaymentProvider;
  secret(number: number): string;
  opened(attempt: Attempt, redirectUrl: string): string;
  found(attempt: Attempt, providerRef: string): string;
};

const ATTEMPT: Attempt = {
  id: '0199a000-0000-7000-8000-000000000001',
  number: 2,
  requestId: '0199a000-0000-7000-8000-0000000000aa',
  orderNumber: '1001',
  amount: { minor: 1_500_000, currency: 'AMD' },
  description: 'Gata',
  returnUrl: 'https://shop.example/pay/token/return',
  language: 'hy',
  customer: { name: 'Անի', phone: null },
  providerRef: null,
};
const PAGE = 'https://pay.example/checkout/1';

/** What a provider makes of every way in which opening a session and looking one up can go. */
export function describeCalls(contract: CallsContract): void {
  describe('opening a session', () => {
    describeOpening(contract);
    describeDoubtfulOpening(contract);
  });
  describe('looking a session up', () => describeLookup(contract));
}

/** Opens a session with a provider that gets one answer, to the one request it may make. */
async function openWith(contract: CallsContract, status: number, body: string): Promise<unknown> {
  let outcome: unknown;
  const requests = await recordRequests([{ status, body }], async (baseUrl) => {
    outcome = await open(contract, baseUrl).createCheckout(ATTEMPT);
  });
  expect(requests).toHaveLength(1);
  return outcome;
}

function open(contract: CallsContract, baseUrl: string): PaymentProvider {
  return contract.open({ baseUrl, secrets: [contract.secret(1)] });
}

function describeOpening(contract: CallsContract): void {
  const outcomeOf = (status: number, body: string) => openWith(contract, status, body);

  test('gives the reference and the page', async () => {
    expect(await outcomeOf(201, contract.opened(ATTEMPT, PAGE))).toMatchObject({
      kind: 'opened',
      providerRef: expect.stringMatching(/./),
      redirectUrl: PAGE,
    });
  });

  test('asks for the same session when it is asked again', async () => {
    const answer = { status: 201, body: contract.opened(ATTEMPT, PAGE) };
    const [first, again] = await recordRequests([answer], async (baseUrl) => {
      await open(contract, baseUrl).createCheckout(ATTEMPT);
      await open(contract, baseUrl).createCheckout(ATTEMPT);
    });
    expect(again?.body).toBe(first?.body);
    expect(again?.headers['idempotency-key']).toBe(first?.headers['idempotency-key']);
  });

  test.each([
    [400, 'refused'],
    [422, 'refused'],
    [401, 'unavailable'],
    [403, 'unavailable'],
    [404, 'unavailable'],
    [429, 'unavailable'],
    [408, 'unknown'],
    [409, 'unknown'],
    [302, 'unknown'],
    [500, 'unknown'],
    [502, 'unknown'],
    [503, 'unknown'],
  ])('an answer of %i is %s', async (status, kind) => {
    expect(await outcomeOf(status, '{"error":{"code":"x"}}')).toMatchObject({ kind });
    expect(await outcomeOf(status, '<html>')).toMatchObject({ kind });
  });
}

function describeDoubtfulOpening(contract: CallsContract): void {
  const outcomeOf = (status: number, body: string) => openWith(contract, status, body);

  test.each([
    ['nothing', ''],
    ['a page', '<html></html>'],
    ['half an answer', contract.opened(ATTEMPT, PAGE).slice(0, -9)],
    ['a list', '[]'],
    ['an address that runs', contract.opened(ATTEMPT, 'javascript:alert(1)')],
    ['an address of a file', contract.opened(ATTEMPT, 'file:///etc/passwd')],
    ['no address', contract.opened(ATTEMPT, '')],
    ['another sum', contract.opened({ ...ATTEMPT, amount: { minor: 100, currency: 'AMD' } }, PAGE)],
    [
      'another currency',
      contract.opened({ ...ATTEMPT, amount: { ...ATTEMPT.amount, currency: 'USD' } }, PAGE),
    ],
    ['another order', contract.opened({ ...ATTEMPT, orderNumber: '1002' }, PAGE)],
  ])('200 with %s is unknown, and nobody is sent there', async (_what, body) => {
    expect(await outcomeOf(200, body)).toMatchObject({ kind: 'unknown' });
  });

  test('a lost answer is unknown, a refused connection unavailable', async () => {
    const lost = withServer(
      (request) => request.socket.destroy(),
      (baseUrl) => open(contract, baseUrl).createCheckout(ATTEMPT),
    );
    expect(await lost).toMatchObject({ kind: 'unknown' });
    const silent = withServer(
      () => {},
      (baseUrl) => open(contract, baseUrl).createCheckout(ATTEMPT),
    );
    expect(await silent).toMatchObject({ kind: 'unknown' });
    const gone = await withServer(
      () => {},
      async (baseUrl) => baseUrl,
    );
    expect(await open(contract, gone).createCheckout(ATTEMPT)).toMatchObject({
      kind: 'unavailable',
    });
  });
}

function describeLookup(contract: CallsContract): void {
  const registered = { ...ATTEMPT, providerRef: 'session-1' };
  const answerTo = async (attempt: Attempt, status: number, body: string) => {
    let outcome: unknown;
    await recordRequests([{ status, body }], async (baseUrl) => {
      outcome = await open(contract, baseUrl).lookup(attempt);
    });
    return outcome;
  };

  test('tells a payment with its sum, its reference and its transaction', async () => {
    const body = contract.found(registered, 'session-1');
    expect(await answerTo(registered, 200, body)).toMatchObject({
      kind: 'succeeded',
      source: 'lookup',
      providerRef: 'session-1',
      amount: ATTEMPT.amount,
      transactionId: expect.stringMatching(/./),
    });
  });

  test('404 is no news', async () => {
    expect(await answerTo(registered, 404, '{}')).toBe('no-news');
    expect(await answerTo(ATTEMPT, 404, '{}')).toBe('no-news');
  });

  test.each([
    [401, 'rejected'],
    [429, 'throttled'],
    [302, 'unreadable'],
    [500, 'server'],
    [503, 'server'],
  ])('%i is a fault: %s', async (status, code) => {
    await expect(answerTo(registered, status, '{}')).rejects.toMatchObject({ code });
  });

  test.each([
    ['nothing', ''],
    ['a page', '<html></html>'],
    ['another session', contract.found(registered, 'session-2')],
  ])('%s is unreadable', async (_what, body) => {
    await expect(answerTo(registered, 200, body)).rejects.toMatchObject({ code: 'unreadable' });
  });

  test('a lost answer and a refused connection are faults', async () => {
    const lost = withServer(
      (request) => request.socket.destroy(),
      (baseUrl) => open(contract, baseUrl).lookup(registered),
    );
    await expect(lost).rejects.toMatchObject({ code: 'interrupted' });
    const gone = await withServer(
      () => {},
      async (baseUrl) => baseUrl,
    );
    await expect(open(contract, gone).lookup(registered)).rejects.toMatchObject({
      code: 'unreachable',
    });
  });
}
