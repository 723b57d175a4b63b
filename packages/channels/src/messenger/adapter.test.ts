import { createHmac } from 'node:crypto';
import type { OutboundMessage, RawRequest } from '@chatpay/core';
import { createHttpClient } from '@chatpay/http';
import { describeChannelContract, recordRequests } from '@chatpay/testing';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createMessengerChannel } from './adapter.ts';
import { toWire } from './to-wire.ts';

const SENT = '{"recipient_id":"24000000000000001","message_id":"m_out_001"}';
const SECRET = 'test-app-secret';

function open({ baseUrl, secrets }: { baseUrl: string; secrets: string[] }) {
  return createMessengerChannel({
    pageId: '104857600000001',
    pageToken: 'EAATESTPAGETOKEN',
    appSecrets: secrets,
    appId: '1517770000000001',
    verifyToken: 'verify-me',
    baseUrl,
    http: (options) => createHttpClient({ ...options, timeoutMs: 300 }),
  });
}

function sign(body: Buffer, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

function post(body: Buffer, signature: string): RawRequest {
  return {
    method: 'POST',
    path: '/webhooks/messenger',
    query: new URLSearchParams(),
    headers: { 'x-hub-signature-256': signature },
    body,
    receivedAt: new Date(),
  };
}

function messageOf(content: Partial<OutboundMessage['content']>): OutboundMessage {
  const whole = { text: 'text', choices: [], link: null, ...content };
  return { id: 'message-1', to: '24000000000000001', content: whole, apiLevel: null };
}

const adapter = open({ baseUrl: 'http://127.0.0.1:1', secrets: [SECRET] });

describeChannelContract({
  open,
  signatureHeader: 'x-hub-signature-256',
  sign,
  fixtures: new URL('./__fixtures__/', import.meta.url),
  accepted: { body: SENT, externalId: 'm_out_001' },
});

describe('receiving', () => {
  const words = String.raw`\u0532\u0561\u0580\u0587 \ud83d\udc4b https:\/\/pay.example\/x`;
  const vector = Buffer.from(
    `{"object":"page","entry":[{"id":"104857600000001","time":1790000000123,"messaging":[` +
      `{"sender":{"id":"24000000000000001"},"recipient":{"id":"104857600000001"},` +
      `"timestamp":1790000000001,"message":{"mid":"m_test1","text":"${words}"}}]}]}`,
  );

  test('the published signature verifies the escaped bytes', () => {
    expect(vector).toHaveLength(288);
    const digest = 'a164c09d7a9aa254ab8957d9b2eaf9e3f95fcb22e73014ac3534b1771a4b2f1d';
    const receipt = adapter.receive(post(vector, `sha256=${digest}`));
    const event = { text: 'Բարև 👋 https://pay.example/x' };
    expect(receipt).toMatchObject({ kind: 'events', events: [{ event }] });
  });

  test.each([
    ['sha256=27b00d598a0dabab224b3b9eb52935287050c21aae198330493d7086c3b6ee83'],
    ['sha256=3da6d898ec5bdfc28eeadd1e02853b03709846e1'],
    ['sha1=3da6d898ec5bdfc28eeadd1e02853b03709846e1'],
  ])('%s (of other bytes, or of the older algorithm) does not', (signature) => {
    const receipt = adapter.receive(post(vector, signature));
    expect(receipt).toMatchObject({ kind: 'rejected', status: 401 });
  });

  test.each(['{"object":"instagram","entry":[]}', '{"object":"user"}', '{"entry":[]}', '{}'])(
    '%s is not for a Page',
    (text) => {
      const body = Buffer.from(text);
      const receipt = adapter.receive(post(body, sign(body, SECRET)));
      expect(receipt).toMatchObject({ kind: 'rejected', status: 404 });
    },
  );

  test.each([
    ['"app_id":1517770000000001', 'outbox-1'],
    ['"app_id":"1517770000000001"', 'outbox-1'],
    ['"text":"no app"', 'outbox-1'],
    ['"app_id":99', null],
  ])('an echo with %s correlates with %s', (member, correlation) => {
    const message = `{"mid":"m_1","is_echo":true,"metadata":"outbox-1",${member}}`;
    const item = `{"sender":{"id":"1"},"recipient":{"id":"2"},"message":${message}}`;
    const body = Buffer.from(`{"object":"page","entry":[{"id":"1","messaging":[${item}]}]}`);
    const receipt = adapter.receive(post(body, sign(body, SECRET)));
    const event = { type: 'echo', correlation };
    expect(receipt).toMatchObject({ events: [{ account: '1', person: '2', event }] });
  });
});

describe('sending', () => {
  test('names the Page and proves its calls with the first secret', async () => {
    const [request] = await recordRequests([{ status: 200, body: SENT }], (baseUrl) =>
      open({ baseUrl, secrets: [SECRET, 'old'] }).send(messageOf({})),
    );
    const proof = 'b6ddf1bdd1603e34d23c6c934a1cad907903cf4959d8a186a6050e21f2e5dade';
    expect(request).toMatchObject({
      method: 'POST',
      url: `/v26.0/104857600000001/messages?appsecret_proof=${proof}`,
      headers: { authorization: 'Bearer EAATESTPAGETOKEN', 'content-type': 'application/json' },
    });
  });

  const PHONE = { kind: 'phone' as const, label: 'Share' };
  const REFUSED = '{"error":{"code":100,"message":"(#100) Invalid parameter"}}';

  test('a refused question for a phone number is asked once more without its button', async () => {
    const outcomes: unknown[] = [];
    const answers = [
      { status: 400, body: REFUSED },
      { status: 200, body: SENT },
    ];
    const requests = await recordRequests(answers, async (baseUrl) => {
      const channel = open({ baseUrl, secrets: [SECRET] });
      outcomes.push(await channel.send(messageOf({ choices: [PHONE] })));
    });
    expect(outcomes).toEqual([{ kind: 'sent', externalId: 'm_out_001' }]);
    expect(requests.map(({ body }) => JSON.parse(body).message)).toEqual([
      {
        text: 'text',
        quick_replies: [{ content_type: 'user_phone_number' }],
        metadata: 'message-1',
      },
      { text: 'text', metadata: 'message-1' },
    ]);
  });

  test.each([
    ['without a phone button', [], REFUSED],
    ['out of the window', [PHONE], '{"error":{"code":10,"error_subcode":2018278}}'],
    ['that may have been sent', [PHONE], '{"error":{"code":1,"error_subcode":1357046}}'],
  ])('a refused message %s is not repeated', async (_case, choices, body) => {
    const requests = await recordRequests([{ status: 400, body }], (baseUrl) =>
      open({ baseUrl, secrets: [SECRET] }).send(messageOf({ choices })),
    );
    expect(requests).toHaveLength(1);
  });

  test('a text too long for a template keeps its link as text', () => {
    const link = { label: 'Pay', url: 'https://shop.example/pay/1' };
    const { message } = toWire(messageOf({ text: 'x'.repeat(641), link }));
    expect(message).toEqual({ text: `${'x'.repeat(641)}\n${link.url}`, metadata: 'message-1' });
  });

  test('nothing is ever longer than the platform takes', () => {
    const label = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' });
    const choice = fc.record({ kind: fc.constant('reply' as const), label, payload: label });
    const content = fc.record({
      text: fc.string({ minLength: 1, maxLength: 3000, unit: 'grapheme', size: 'max' }),
      choices: fc.array(choice, { maxLength: 24 }),
      link: fc.option(fc.record({ label, url: fc.webUrl() })),
    });
    fc.assert(
      fc.property(content, (each) => {
        const { message } = toWire(messageOf(each));
        const [text, limit] =
          'text' in message ? [message.text, 2000] : [message.attachment.payload.text, 640];
        expect(text.length).toBeLessThanOrEqual(limit);
        const titles = (message.quick_replies ?? []).map((reply) => {
          return reply.content_type === 'text' ? reply.title : '';
        });
        expect(titles.length).toBeLessThanOrEqual(13);
        for (const title of titles) expect(title.length).toBeLessThanOrEqual(20);
        if (each.link !== null) expect(JSON.stringify(message)).toContain(each.link.url);
      }),
    );
  });
});
