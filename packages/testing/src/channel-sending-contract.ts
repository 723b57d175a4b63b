import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ChannelAdapter, OutboundMessage, SendOutcome } from '@chatpay/core';
import { expect, test } from '@jest/globals';
import { withServer } from './with-server.ts';

export type SendingContract = {
  open(options: { baseUrl: string; secrets: string[] }): ChannelAdapter;
  accepted: { body: string; externalId: string };
};

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const SECRETS = ['contract-token'];
const MESSAGE: OutboundMessage = {
  id: '01980000-0000-7000-8000-000000000001',
  to: 'person-1',
  content: {
    text: 'Ձեր պատվերը՝ 15 000 ֏',
    choices: [{ kind: 'reply', label: 'Չեղարկել', payload: 'order:cancel' }],
    link: { label: 'Վճարել', url: 'https://shop.example/pay/token' },
  },
  apiLevel: 10,
};

/** What became of a message, for every way in which a call can go. */
export function describeSending(contract: SendingContract): void {
  const { body, externalId } = contract.accepted;

  test('one message is one call, and is sent when the platform says so', async () => {
    const urls: string[] = [];
    const outcome = await sendTo(contract, (request, response) => {
      urls.push(request.url ?? '');
      reply(200, body)(request, response);
    });
    expect(outcome).toEqual({ kind: 'sent', externalId });
    expect(urls).toHaveLength(1);
    expect(urls.join()).not.toContain(SECRETS.join());
  });

  test('is to be retried when nobody listens', async () => {
    const address = await withServer(reply(200, body), async (baseUrl) => baseUrl);
    const adapter = contract.open({ baseUrl: address, secrets: SECRETS });
    expect(await adapter.send(MESSAGE)).toMatchObject({ kind: 'retry' });
  });

  test('is to be retried with the account when we are told to slow down', async () => {
    const outcome = await sendTo(contract, (_request, response) => {
      response.writeHead(429, { 'retry-after': '7' }).end();
    });
    expect(outcome).toMatchObject({ kind: 'retry', scope: 'account', afterMs: 7000 });
  });

  test.each<[string, Answer]>([
    ['no answer comes', () => {}],
    ['the connection breaks', (request) => request.socket.destroy()],
    ['the answer breaks off', breakOff],
    ['a 500 is empty', reply(500, '')],
    ['a 502 is a page', reply(502, '<html>Bad Gateway</html>')],
    ['a 200 is empty', reply(200, '')],
    ['a 200 is a page', reply(200, '<html>Welcome</html>')],
    ['a 200 is cut', reply(200, body.slice(0, -3))],
    ['a 200 says null', reply(200, 'null')],
    ['a 200 says nothing', reply(200, '{}')],
    ['a 302 leads away', reply(302, '')],
  ])('is unknown when %s', async (_case, answer) => {
    expect(await sendTo(contract, answer)).toMatchObject({ kind: 'unknown' });
  });

  test.each([401, 403, 404])('an unexplained %i is the account', async (status) => {
    const outcome = await sendTo(contract, reply(status, '<html></html>'));
    expect(outcome).toMatchObject({ kind: 'refused', reason: 'account_disconnected' });
  });
}

function sendTo(contract: SendingContract, answer: Answer): Promise<SendOutcome> {
  return withServer(answer, (baseUrl) => {
    return contract.open({ baseUrl, secrets: SECRETS }).send(MESSAGE);
  });
}

function reply(status: number, body: string): Answer {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  };
}

function breakOff(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-length': '500' });
  response.write('{"message_', () => request.socket.destroy());
}
