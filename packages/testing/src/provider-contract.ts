import {
  type Attempt,
  newId,
  type PaymentProvider,
  type ProviderReceipt,
  paymentEvent,
  type RawRequest,
} from '@chatpay/core';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mutateBody, replaceEachToken } from './mutate-body.ts';
import { describeCalls } from './provider-calls-contract.ts';
import { readFixtures } from './read-fixtures.ts';

/** What a payment provider brings to be held against the contract of PaymentProvider. */
export type ProviderContract = {
  open(options: { baseUrl: string; secrets: string[] }): PaymentProvider;
  /** The headers of a webhook. `id` is the event's, where the provider names events in headers. */
  sign(body: Buffer, by: { secret: string; sentAt: Date; id: string }): Record<string, string>;
  /** A secret in the provider's own notation; different for each number. */
  secret(number: number): string;
  /** Holds `received/` and `expected/` (the event of each, or null where it is ignored). */
  fixtures: URL;
  /** How far a signed time may be from ours, to both sides. */
  toleranceMs: number;
  /** The provider's answer to opening and to looking up a session of this attempt. */
  opened(attempt: Attempt, redirectUrl: string): string;
  found(attempt: Attempt, providerRef: string): string;
  fuzzRuns?: number;
};

const NOWHERE = 'http://127.0.0.1:1';
const NOW = new Date('2026-11-20T10:00:00.000Z');

/** Every provider passes this: believing nothing unproven, and guessing nothing about money. */
export function describeProviderContract(contract: ProviderContract): void {
  const deliveries = readFixtures(new URL('received/', contract.fixtures));
  const bodies = deliveries.map(({ body }) => body);
  describe('the contract of a payment provider', () => {
    describe('a webhook that is not proven to be genuine', () => describeForgery(contract, bodies));
    describe('a webhook that was signed at another time', () => describeStale(contract, bodies));
    describe('a genuine webhook', () => describeGenuine(contract, bodies));
    describe('an example', () => describeExamples(contract));
    describe('the answer to a webhook', () => describeReplies(contract, bodies));
    describeCalls(contract);
  });
}

function describeForgery(contract: ProviderContract, bodies: Buffer[]): void {
  const secret = contract.secret(1);
  const provider = contract.open({ baseUrl: NOWHERE, secrets: [secret] });
  const [body = Buffer.from('{}')] = bodies;
  const signed = (by: { secret?: string; sentAt?: Date } = {}) =>
    contract.sign(body, { secret, sentAt: NOW, id: 'evt_1', ...by });
  const changed = (change: (value: string) => string) =>
    Object.entries(signed()).map(([name, value]) => ({ ...signed(), [name]: change(value) }));

  test.each([
    ['without any header', [{}]],
    ['signed by somebody else', [signed({ secret: contract.secret(2) })]],
    ['with headers that are empty', [emptied(signed())]],
    ['whose signature is of another time', [{ ...signed(), ...timesOf(contract, body, secret) }]],
  ])('%s is rejected', (_case, tries: Record<string, string>[]) => {
    for (const headers of tries) expectUnproven(provider.receive(post(body, headers)));
  });

  test('with any header shortened, lengthened or repeated is rejected, or is the same event', () => {
    const genuine = provider.receive(post(body, signed()));
    const changes = [
      ...changed((value) => value.slice(0, -1)),
      ...changed((value) => `${value}0`),
      ...changed((value) => `${value}, ${value}`),
    ];
    for (const headers of changes) {
      const receipt = provider.receive(post(body, headers));
      if (receipt.kind !== 'rejected') expect(eventOf(receipt)).toEqual(eventOf(genuine));
    }
  });

  test.each([[[]], [['']]])('is rejected when our secrets are %j', (secrets) => {
    const open = contract.open({ baseUrl: NOWHERE, secrets });
    for (const guess of ['', secret]) {
      expectUnproven(open.receive(post(body, signed({ secret: guess }))));
    }
  });

  test('is rejected for every body that was changed after signing', () => {
    fc.assert(
      fc.property(mutateBody(bodies), (sent) => {
        fc.pre(!body.equals(sent));
        expectUnproven(provider.receive(post(sent, signed())));
      }),
      { numRuns: 300 },
    );
  });
}

function describeStale(contract: ProviderContract, [body = Buffer.alloc(0)]: Buffer[]): void {
  const secret = contract.secret(1);
  const provider = contract.open({ baseUrl: NOWHERE, secrets: [secret] });

  test('is rejected, to both sides, and one within the tolerance is not', () => {
    const { toleranceMs } = contract;
    for (const [awayMs, kind] of [
      [toleranceMs, 'genuine'],
      [toleranceMs + 1000, 'rejected'],
    ] as const) {
      for (const sentAt of [new Date(+NOW - awayMs), new Date(+NOW + awayMs)]) {
        const receipt = provider.receive(
          post(body, contract.sign(body, { secret, sentAt, id: 'evt_1' })),
        );
        expect(receipt.kind === 'rejected' ? 'rejected' : 'genuine').toBe(kind);
      }
    }
  });
}

function describeGenuine(contract: ProviderContract, bodies: Buffer[]): void {
  const secret = contract.secret(1);
  const provider = contract.open({ baseUrl: NOWHERE, secrets: [secret] });
  const receive = (body: Buffer, sentAt = NOW, id = 'evt_1') =>
    provider.receive({
      ...post(body, contract.sign(body, { secret, sentAt, id })),
      receivedAt: sentAt,
    });

  test('is read under any of several live secrets', () => {
    const secrets = [contract.secret(2), secret, contract.secret(3)];
    const open = contract.open({ baseUrl: NOWHERE, secrets });
    const [body = Buffer.alloc(0)] = bodies;
    for (const each of secrets) {
      const headers = contract.sign(body, { secret: each, sentAt: NOW, id: 'evt_1' });
      expect(open.receive(post(body, headers)).kind).not.toBe('rejected');
    }
  });

  test('has the same key and the same fact however often it comes', () => {
    const later = new Date('2026-11-22T18:00:00.000Z');
    for (const body of bodies) {
      const [first, again] = [receive(body), receive(body, later)];
      expect(keyOf(again)).toBe(keyOf(first));
      expect(eventOf(again)).toEqual(eventOf(first));
    }
    expect(new Set(bodies.map((body, at) => keyOf(receive(body, NOW, `evt_${at}`)))).size).toBe(
      bodies.length,
    );
  });

  test('never throws and never yields what cannot be stored, whatever its bytes', () => {
    fc.assert(
      fc.property(mutateBody(bodies), (body) => expectHarmless(receive(body))),
      { numRuns: contract.fuzzRuns ?? 2000 },
    );
    for (const body of bodies.flatMap((seed) => [...replaceEachToken(seed)])) {
      expectHarmless(receive(body));
    }
    expect('polluted' in {}).toBe(false);
  });
}

function describeExamples(contract: ProviderContract): void {
  const received = readFixtures(new URL('received/', contract.fixtures));
  const expected = readFixtures(new URL('expected/', contract.fixtures));
  const secret = contract.secret(1);
  const provider = contract.open({ baseUrl: NOWHERE, secrets: [secret] });

  test('has its expectation', () => {
    expect(expected.map(({ name }) => name)).toEqual(received.map(({ name }) => name));
  });

  test.each(received)('$name', ({ name, body }) => {
    const headers = contract.sign(body, { secret, sentAt: NOW, id: 'evt_1' });
    const expectation = expected.find((each) => each.name === name)?.body;
    expect(eventOf(provider.receive(post(body, headers)))).toEqual(JSON.parse(String(expectation)));
  });
}

function describeReplies(contract: ProviderContract, [body = Buffer.alloc(0)]: Buffer[]): void {
  const secret = contract.secret(1);
  const provider = contract.open({ baseUrl: NOWHERE, secrets: [secret] });
  const headers = contract.sign(body, { secret, sentAt: NOW, id: 'evt_1' });

  test('is 2xx once it is stored, and 5xx while it cannot be', () => {
    const receipt = provider.receive(post(body, headers));
    expect(provider.reply(receipt, 'stored').status).toBe(200);
    expect(provider.reply(receipt, 'unavailable').status).toBeGreaterThanOrEqual(500);
  });

  test('tells a forger nothing', () => {
    const reply = provider.reply(provider.receive(post(body, {})), 'rejected');
    expect(reply.status).toBe(401);
    expect(reply.body ?? '').toBe('');
  });
}

/** Headers of the right body an hour ago, without those that say when. */
function timesOf(contract: ProviderContract, body: Buffer, secret: string) {
  const at = (sentAt: Date) => contract.sign(body, { secret, sentAt, id: 'evt_1' });
  const [now, then] = [at(NOW), at(new Date(+NOW - 3_600_000))];
  const [name = ''] = Object.keys(now)
    .filter((each) => now[each] !== then[each])
    .reverse();
  return { [name]: then[name] ?? '' };
}

function emptied(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.keys(headers).map((name) => [name, '']));
}

function post(body: Buffer, headers: Record<string, string>): RawRequest {
  const query = new URLSearchParams();
  return { method: 'POST', path: '/', query, headers, body, receivedAt: NOW };
}

function expectUnproven(receipt: ProviderReceipt): void {
  expect(receipt).toMatchObject({ kind: 'rejected', status: 401 });
}

function keyOf(receipt: ProviderReceipt): string {
  if (receipt.kind === 'rejected') throw new Error(`rejected: ${receipt.reason}`);
  return receipt.key;
}

function eventOf(receipt: ProviderReceipt): unknown {
  if (receipt.kind === 'rejected') throw new Error(`rejected: ${receipt.reason}`);
  return receipt.kind === 'event' ? receipt.event : null;
}

/** Genuine stays genuine; what comes of it fits the contract, an index entry, and UTF-8 text. */
function expectHarmless(receipt: ProviderReceipt): void {
  const key = keyOf(receipt);
  if (key.length < 1 || key.length > 500) throw new Error(`a key of ${key.length} characters`);
  if (receipt.kind !== 'event') return;
  const event = paymentEvent.parse(receipt.event);
  for (const id of [event.providerRef, event.transactionId ?? newId()]) {
    if (id.length < 1 || id.length > 500) throw new Error(`an id of ${id.length} characters`);
  }
  if (!/^20\d\d-/.test(event.occurredAt)) throw new Error(`an event of ${event.occurredAt}`);
  const isBroken = /\\u0000|\\ud[89a-f]/.test(JSON.stringify(event));
  if (isBroken) throw new Error('text that is not storable');
}
