import { createHash } from 'node:crypto';
import {
  type ChannelAdapter,
  type ChannelReceipt,
  channelEvent,
  type RawRequest,
  type ReceivedEvent,
} from '@chatpay/core';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { describeFixtures } from './channel-fixture-contract.ts';
import { describeSending } from './channel-sending-contract.ts';
import { mutateBody, replaceEachToken } from './mutate-body.ts';
import { readFixtures } from './read-fixtures.ts';

/** What a channel brings to be held against the contract of ChannelAdapter. */
export type ChannelContract = {
  /** Opens the adapter against a server of the suite; the first secret is also its token's. */
  open(options: { baseUrl: string; secrets: string[] }): ChannelAdapter;
  signatureHeader: string;
  /** The header's value for these bytes. */
  sign(body: Buffer, secret: string): string;
  /** Holds `received/`, `expected/` (the events of each, by name) and `sent/`. */
  fixtures: URL;
  /** The platform's answer to a message it took, and the id it gave. */
  accepted: { body: string; externalId: string };
  fuzzRuns?: number;
};

const NOWHERE = 'http://127.0.0.1:1';
const SECRET = 'contract-secret';

/** Every adapter passes this: reading what arrives, and telling what became of what was sent. */
export function describeChannelContract(contract: ChannelContract): void {
  const deliveries = readFixtures(new URL('received/', contract.fixtures)).map(({ body }) => body);
  describe('the contract of a channel', () => {
    describe('a request that is not proven to be genuine', () => {
      describeForgery(contract, deliveries);
    });
    describe('a genuine request', () => describeGenuine(contract, deliveries));
    describe('sending', () => describeSending(contract));
  });
  describeFixtures(contract);
}

function describeForgery(contract: ChannelContract, deliveries: Buffer[]): void {
  const { signatureHeader: header, sign } = contract;
  const adapter = contract.open({ baseUrl: NOWHERE, secrets: [SECRET] });
  const [body = Buffer.from('{}')] = deliveries;
  const good = sign(body, SECRET);

  test.each([
    ['without a signature', {}],
    ['with an empty signature', { [header]: '' }],
    ['with a repeated signature', { [header]: `${good}, ${good}` }],
    ['with a shortened signature', { [header]: good.slice(0, -1) }],
    ['with a lengthened signature', { [header]: `${good}0` }],
    ['signed by somebody else', { [header]: sign(body, 'another-secret') }],
    ['signed by nobody', { [header]: sign(body, '') }],
    ['with an unsigned digest', { [header]: createHash('sha256').update(body).digest('hex') }],
  ])('%s is rejected', (_case, headers: Record<string, string>) => {
    expectUnproven(adapter.receive(post(body, headers)));
  });

  test.each([[[]], [['']]])('is rejected when our secrets are %j', (secrets) => {
    const open = contract.open({ baseUrl: NOWHERE, secrets });
    for (const secret of ['', SECRET]) {
      expectUnproven(open.receive(post(body, { [header]: sign(body, secret) })));
    }
  });

  test('is rejected for every body that was changed after signing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...deliveries), mutateBody(deliveries), (signed, sent) => {
        fc.pre(!signed.equals(sent));
        expectUnproven(adapter.receive(post(sent, { [header]: sign(signed, SECRET) })));
      }),
      { numRuns: 200 },
    );
  });

  test.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'])('is rejected as a bare %s', (method) => {
    const request = { ...post(Buffer.alloc(0), {}), method };
    expect(adapter.receive(request)).toMatchObject({ kind: 'rejected' });
  });
}

function describeGenuine(contract: ChannelContract, deliveries: Buffer[]): void {
  const { signatureHeader: header, sign } = contract;
  const adapter = contract.open({ baseUrl: NOWHERE, secrets: [SECRET] });
  const receive = (body: Buffer, at = new Date()) =>
    adapter.receive({ ...post(body, { [header]: sign(body, SECRET) }), receivedAt: at });

  test('is read under any of several live secrets', () => {
    const secrets = ['next-secret', SECRET, 'old-secret'];
    const open = contract.open({ baseUrl: NOWHERE, secrets });
    for (const secret of secrets) {
      const [body = Buffer.alloc(0)] = deliveries;
      const receipt = open.receive(post(body, { [header]: sign(body, secret) }));
      expect(receipt.kind).toBe('events');
    }
  });

  test('gives the same events under the same keys however often it comes', () => {
    for (const body of deliveries) {
      const first = eventsOf(receive(body, new Date('2026-11-20T10:00:00Z')));
      const again = eventsOf(receive(body, new Date('2026-11-20T11:00:00Z')));
      expect(again.map(identity)).toEqual(first.map(identity));
      expect(new Set(first.map(({ account, key }) => `${account} ${key}`)).size).toBe(first.length);
    }
  });

  test.each(['', '{', 'null', '[]', '"text"', '7', '\ufeff{}', '['.repeat(65), '{"a":'.repeat(99)])(
    'that is unreadable (%#) is rejected with 400',
    (text) => {
      const receipt = receive(Buffer.from(text));
      expect(receipt).toMatchObject({ kind: 'rejected', status: 400 });
    },
  );

  test('never throws and never yields what cannot be stored, whatever its bytes', () => {
    const numRuns = contract.fuzzRuns ?? 2000;
    fc.assert(
      fc.property(mutateBody(deliveries), (body) => expectHarmless(receive(body))),
      { numRuns },
    );
  });

  test('nor whatever stands in the place of any one value or name', () => {
    for (const body of deliveries.flatMap((seed) => [...replaceEachToken(seed)])) {
      expectHarmless(receive(body));
    }
    expect('polluted' in {}).toBe(false);
  });
}

function post(body: Buffer, headers: Record<string, string>): RawRequest {
  const query = new URLSearchParams();
  return { method: 'POST', path: '/', query, headers, body, receivedAt: new Date() };
}

function expectUnproven(receipt: ChannelReceipt): void {
  if (receipt.kind !== 'rejected') throw new Error(`taken as ${receipt.kind}`);
  expect([401, 403]).toContain(receipt.status);
}

function eventsOf(receipt: ChannelReceipt): ReceivedEvent[] {
  if (receipt.kind !== 'events') throw new Error(`not read: ${JSON.stringify(receipt)}`);
  return receipt.events;
}

function expectHarmless(receipt: ChannelReceipt): void {
  if (receipt.kind === 'events') for (const event of receipt.events) expectStorable(event);
  else expect(receipt.kind).toBe('rejected');
}

function identity({ account, person, key, event, profile }: ReceivedEvent): object {
  return { account, person, key, event, profile };
}

/** Fits the contract, an index entry, a timestamp column, and UTF-8 without NUL. */
function expectStorable(event: ReceivedEvent): void {
  channelEvent.parse(event.event);
  for (const name of [event.account, event.person, event.key]) {
    if (name.length < 1 || name.length > 500)
      throw new Error(`a name of ${name.length} characters`);
  }
  const year = event.occurredAt.getUTCFullYear();
  if (!(year >= 2000 && year <= 2100)) throw new Error(`an event of the year ${year}`);
  JSON.stringify(event, (_member, value: unknown) => {
    const isBroken = typeof value === 'string' && /\0|\p{Cs}/u.test(value);
    if (isBroken) throw new Error('text that is not storable');
    return value;
  });
}
