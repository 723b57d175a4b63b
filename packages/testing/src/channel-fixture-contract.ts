import {
  type ChannelAdapter,
  messageContent,
  type OutboundMessage,
  type RawRequest,
} from '@chatpay/core';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { readFixtures } from './read-fixtures.ts';
import { recordRequests } from './with-server.ts';

export type FixtureContract = {
  /** Holds `received/`, `expected/` (the events of each, by name) and `sent/`. */
  fixtures: URL;
  open(options: { baseUrl: string; secrets: string[] }): ChannelAdapter;
  signatureHeader: string;
  sign(body: Buffer, secret: string): string;
  accepted: { body: string };
};

/** A message of ours and the body that has to stand on the wire for it. */
const sentFixture = z.object({
  content: messageContent,
  apiLevel: z.int().nullable().default(null),
  wire: z.unknown(),
});

const SECRET = 'fixture-secret';
const RECEIVED_AT = new Date('2026-11-20T10:00:00.000Z');

/** Real bodies against the events they mean, and our messages against the bodies they become. */
export function describeFixtures(contract: FixtureContract): void {
  describe('an example that arrives', () => describeReceived(contract));
  describe('an example that is sent', () => describeSent(contract));
}

function describeReceived(contract: FixtureContract): void {
  const { signatureHeader, sign } = contract;
  const received = readFixtures(folderOf(contract, 'received'));
  const expected = readFixtures(folderOf(contract, 'expected'));
  const adapter = contract.open({ baseUrl: 'http://127.0.0.1:1', secrets: [SECRET] });

  test('has its expectation', () => {
    expect(expected.map(({ name }) => name)).toEqual(received.map(({ name }) => name));
  });

  test.each(received)('$name', ({ name, body }) => {
    const request: RawRequest = {
      method: 'POST',
      path: '/',
      query: new URLSearchParams(),
      headers: { [signatureHeader]: sign(body, SECRET) },
      body,
      receivedAt: RECEIVED_AT,
    };
    const receipt: unknown = JSON.parse(JSON.stringify(adapter.receive(request)));
    const expectation = expected.find((each) => each.name === name)?.body;
    expect(receipt).toEqual({ kind: 'events', events: JSON.parse(String(expectation)) });
  });
}

function describeSent(contract: FixtureContract): void {
  test.each(readFixtures(folderOf(contract, 'sent')))('$name', async ({ body }) => {
    const { content, apiLevel, wire } = sentFixture.parse(JSON.parse(String(body)));
    const message: OutboundMessage = { id: 'message-1', to: 'person-1', content, apiLevel };
    const answer = { status: 200, body: contract.accepted.body };
    const requests = await recordRequests([answer], (baseUrl) =>
      contract.open({ baseUrl, secrets: [SECRET] }).send(message),
    );
    expect(requests.map((request) => JSON.parse(request.body))).toEqual([wire]);
  });
}

function folderOf({ fixtures }: FixtureContract, name: string): URL {
  return new URL(`${name}/`, fixtures);
}
