import { createHmac } from 'node:crypto';
import type { OutboundMessage, RawRequest } from '@chatpay/core';
import { createHttpClient } from '@chatpay/http';
import { describeChannelContract, recordRequests } from '@chatpay/testing';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createInstagramChannel } from './adapter.ts';
import { toWire } from './to-wire.ts';

const SENT = '{"recipient_id":"1180000000000001","message_id":"aWdf-out1"}';

function open({ baseUrl, secrets }: { baseUrl: string; secrets: string[] }) {
  return createInstagramChannel({
    accountId: '17841400000000001',
    accessToken: 'IGAATESTTOKEN',
    appSecrets: secrets,
    verifyToken: 'verify-me',
    baseUrl,
    http: (options) => createHttpClient({ ...options, timeoutMs: 300 }),
  });
}

function sign(body: Buffer, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

function messageOf(content: Partial<OutboundMessage['content']>): OutboundMessage {
  const whole = { text: 'text', choices: [], link: null, ...content };
  return { id: 'message-1', to: '1180000000000001', content: whole, apiLevel: null };
}

function receive(item: object) {
  const entry = [{ id: '17841400000000001', time: 1790000000000, messaging: [item] }];
  const body = Buffer.from(JSON.stringify({ object: 'instagram', entry }));
  const request: RawRequest = {
    method: 'POST',
    path: '/webhooks/instagram',
    query: new URLSearchParams(),
    headers: { 'x-hub-signature-256': sign(body, 'secret') },
    body,
    receivedAt: new Date(),
  };
  return open({ baseUrl: 'http://127.0.0.1:1', secrets: ['secret'] }).receive(request);
}

describeChannelContract({
  open,
  signatureHeader: 'x-hub-signature-256',
  sign,
  fixtures: new URL('./__fixtures__/', import.meta.url),
  accepted: { body: SENT, externalId: 'aWdf-out1' },
});

describe('receiving', () => {
  const parties = { sender: { id: '118' }, recipient: { id: '17841400000000001' } };

  test('an edit that names nobody is no event', () => {
    const message_edit = { mid: 'aWdf-a1', text: 'x', num_edit: 0 };
    expect(receive({ message_edit })).toEqual({ kind: 'events', events: [] });
  });

  test('the number of an edit may be text', () => {
    const message_edit = { mid: 'aWdf-a1', text: 'x', num_edit: '2' };
    expect(receive({ ...parties, message_edit })).toMatchObject({
      events: [{ key: 'edited:aWdf-a1:2' }],
    });
  });

  test('what the account says without a flag is an echo all the same', () => {
    const sender = parties.recipient;
    const recipient = parties.sender;
    expect(receive({ sender, recipient, message: { mid: 'm', text: 'x' } })).toMatchObject({
      events: [{ person: '118', event: { type: 'echo' } }],
    });
  });

  test('a message id of any length makes a key that an index can hold', () => {
    const mid = 'aWdf'.repeat(2000);
    const receipt = receive({ ...parties, message: { mid, text: 'x' } });
    expect(receipt).toMatchObject({ events: [{ event: { messageId: mid } }] });
    expect(receipt).toMatchObject({
      events: [{ key: expect.stringMatching(/^message:[0-9a-f]{40}$/) }],
    });
  });
});

describe('sending', () => {
  test('names the account and carries the token in a header only', async () => {
    const [request] = await recordRequests([{ status: 200, body: SENT }], (baseUrl) =>
      open({ baseUrl, secrets: ['secret'] }).send(messageOf({})),
    );
    expect(request).toMatchObject({
      method: 'POST',
      url: '/v26.0/17841400000000001/messages',
      headers: { authorization: 'Bearer IGAATESTTOKEN' },
    });
  });

  test('nothing is ever longer than the platform takes, counted in bytes', () => {
    const label = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' });
    const choice = fc.record({ kind: fc.constant('reply' as const), label, payload: label });
    const content = fc.record({
      text: fc.string({ minLength: 1, maxLength: 1500, unit: 'grapheme', size: 'max' }),
      choices: fc.array(choice, { maxLength: 2 }),
      link: fc.option(fc.record({ label, url: fc.webUrl() })),
    });
    fc.assert(
      fc.property(content, (each) => {
        const { message } = toWire(messageOf(each));
        const text = 'text' in message ? message.text : message.attachment.payload.text;
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1000);
        expect(text).not.toMatch(/\p{Cs}/u);
        if (each.link !== null) expect(text).toContain(each.link.url);
      }),
    );
  });
});
