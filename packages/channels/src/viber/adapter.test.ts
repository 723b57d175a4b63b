import { createHmac } from 'node:crypto';
import { messageContent, type OutboundMessage, type RawRequest } from '@chatpay/core';
import { createHttpClient } from '@chatpay/http';
import { describeChannelContract, recordRequests } from '@chatpay/testing';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createViberChannel } from './adapter.ts';
import { toViberWelcome, toWire } from './to-wire.ts';

const TOKEN = '44b935abea139fd6-53fa53b32559c4a6-12dbd3d883b06835';
const SENT =
  '{"status":0,"status_message":"ok","message_token":5741311803571721087,"billing_status":1}';

function open({ baseUrl, secrets }: { baseUrl: string; secrets: string[] }) {
  return createViberChannel({
    accountKey: 'demo-viber',
    authTokens: secrets,
    senderName: "Ani's Bakery",
    baseUrl,
    http: (options) => createHttpClient({ ...options, timeoutMs: 300 }),
  });
}

function sign(body: Buffer, secret: string): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

function messageOf(content: object, apiLevel: number | null = 10): OutboundMessage {
  const whole = messageContent.parse({ text: 'text', ...content });
  return { id: 'message-1', to: 'Zk3hT1vQp0aB7mXcR9sLwA==', content: whole, apiLevel };
}

function receive(body: string, signature: string) {
  const request: RawRequest = {
    method: 'POST',
    path: '/webhooks/viber/demo-viber',
    query: new URLSearchParams(),
    headers: { 'x-viber-content-signature': signature },
    body: Buffer.from(body),
    receivedAt: new Date(),
  };
  return open({ baseUrl: 'http://127.0.0.1:1', secrets: [TOKEN] }).receive(request);
}

describeChannelContract({
  open,
  signatureHeader: 'x-viber-content-signature',
  sign,
  fixtures: new URL('./__fixtures__/', import.meta.url),
  accepted: { body: SENT, externalId: '5741311803571721087' },
});

describe('receiving', () => {
  const body =
    '{"event":"unsubscribed","timestamp":1516678387902,"user_id":"KMMqtlNTDxIm/5bZhdQ5uA==",' +
    '"message_token":5136431130449316903}';
  const signature = 'd84d8648b402a2737838fea4da41d903d1af1aed92466b1758828ad27e31a9f9';

  test('the published signature verifies, and the token keeps all of its digits', () => {
    expect(receive(body, signature)).toMatchObject({
      kind: 'events',
      events: [{ key: 'unsubscribed:5136431130449316903', person: 'KMMqtlNTDxIm/5bZhdQ5uA==' }],
    });
  });

  test('the same JSON in other bytes does not verify', () => {
    const other = body.replace('5136431130449316903', '5136431130449317000');
    expect(receive(other, signature)).toMatchObject({ kind: 'rejected', status: 401 });
  });

  test('escapes in upper-case hex are read like the letters themselves', () => {
    const message = String.raw`{"type":"text","text":"\u0532\u0561\u0580\u0587 \uD83D\uDC4B"}`;
    const text = `{"event":"message","message_token":1,"sender":{"id":"a"},"message":${message}}`;
    const receipt = receive(text, sign(Buffer.from(text), TOKEN));
    expect(receipt).toMatchObject({ events: [{ event: { text: 'Բարև 👋' } }] });
  });
});

describe('sending', () => {
  test('the token travels in the header alone', async () => {
    const [request] = await recordRequests([{ status: 200, body: SENT }], (baseUrl) =>
      open({ baseUrl: `${baseUrl}/pa`, secrets: [TOKEN, 'old'] }).send(messageOf({})),
    );
    expect(request).toMatchObject({
      method: 'POST',
      url: '/pa/send_message',
      headers: { 'x-viber-auth-token': TOKEN },
    });
    expect(request?.body).not.toContain(TOKEN);
  });

  test('a client that proves too old gets the message once more, without the extras', async () => {
    const choices = [{ kind: 'phone', label: 'Share' }];
    const answers = [
      { status: 200, body: '{"status":13,"status_message":"apiVersionNotSupported"}' },
      { status: 200, body: SENT },
    ];
    const requests = await recordRequests(answers, async (baseUrl) => {
      const adapter = open({ baseUrl, secrets: [TOKEN] });
      expect(await adapter.send(messageOf({ choices }))).toMatchObject({ kind: 'sent' });
    });
    const bodies = requests.map(({ body }) => JSON.parse(body));
    expect(bodies.map((body) => body.min_api_version)).toEqual([3, undefined]);
    expect(bodies.map((body) => body.keyboard?.Buttons.length)).toEqual([1, undefined]);
  });

  test('is not tried again when there is nothing to leave out', async () => {
    const requests = await recordRequests([{ status: 200, body: '{"status":13}' }], (baseUrl) =>
      open({ baseUrl, secrets: [TOKEN] }).send(messageOf({})),
    );
    expect(requests).toHaveLength(1);
  });

  test('keyboards keep to twelve rows, labels and text to their limits', () => {
    const label = fc.string({ minLength: 1, maxLength: 300, unit: 'grapheme' });
    const payload = fc.string({ minLength: 1, maxLength: 98 });
    const choice = fc.oneof(
      fc.record({ kind: fc.constant('reply' as const), label, payload }),
      fc.record({ kind: fc.constant('reply' as const), label: fc.constant('&"<>&"<>'), payload }),
      fc.record({ kind: fc.constant('phone' as const), label }),
    );
    const content = fc.record({
      text: fc.string({ minLength: 1, maxLength: 9000, unit: 'grapheme', size: 'max' }),
      choices: fc.array(choice, { maxLength: 24 }),
      link: fc.option(fc.record({ label, url: fc.webUrl() })),
    });
    fc.assert(
      fc.property(content, fc.option(fc.nat(12)), (each, apiLevel) => {
        const { message, keyboard, minApiVersion } = toWire(each, apiLevel);
        expect(message.text.length).toBeLessThanOrEqual(7000);
        const buttons = keyboard?.Buttons ?? [];
        const cells = buttons.reduce((sum, button) => sum + button.Columns, 0);
        expect(Math.ceil(cells / 6)).toBeLessThanOrEqual(12);
        for (const button of buttons) {
          expect(button.Text.length).toBeLessThanOrEqual(250);
          expect(button.Text).not.toMatch(/[<>"]|&(?!(amp|lt|gt|quot);)/);
          if (button.ActionType === 'reply') expect(button.ActionBody.length).toBeLessThan(101);
          if (button.ActionType === 'share-phone') expect(minApiVersion).toBe(3);
        }
        if (minApiVersion !== null) expect(apiLevel).toBeGreaterThanOrEqual(minApiVersion);
      }),
    );
  });
});

describe('a request', () => {
  const twentyFour = (kind: 'reply' | 'phone', label: string) =>
    Array.from({ length: 24 }, () =>
      kind === 'phone' ? { kind, label } : { kind, label, payload: '\u{1F382}'.repeat(49) },
    );

  test.each([
    ['Latin letters', 'x'],
    ['Armenian letters', 'ա'],
    ['Georgian letters', 'ა'],
    ['cakes', '🎂'],
    ['quotation marks', '"'],
    ['control characters', '\u0001'],
  ])('of nothing but %s stays within 30 kB', async (_name, letter) => {
    const text = letter.repeat(7000);
    const label = letter.repeat(60 / letter.length);
    const link = { label, url: `https://shop.example/${'x'.repeat(1900)}` };
    const contents = [
      { text },
      { text, link },
      { text, choices: twentyFour('reply', label), link },
      { text, choices: twentyFour('phone', label) },
    ];
    const requests = await recordRequests([{ status: 200, body: SENT }], async (baseUrl) => {
      const adapter = open({ baseUrl, secrets: [TOKEN] });
      for (const content of contents) await adapter.send(messageOf(content));
    });
    expect(requests).toHaveLength(contents.length);
    for (const { body } of requests) {
      expect(Buffer.byteLength(body)).toBeLessThanOrEqual(30_000);
      expect(JSON.parse(body).text.length).toBeGreaterThan(500);
    }
  });

  test('that is small enough keeps all of its words', () => {
    const text = 'ա'.repeat(7000);
    expect(toWire(messageContent.parse({ text }), null).message.text).toBe(text);
  });
});

describe('the welcome', () => {
  const content = messageContent.parse({
    text: 'Բարև',
    choices: [
      { kind: 'reply', label: 'Սկսել', payload: 'start' },
      { kind: 'phone', label: 'Share' },
    ],
  });

  test('is a message without a receiver that every client understands', () => {
    const sender = { name: 'A bakery with a name that is too long', avatar: null };
    expect(JSON.parse(toViberWelcome(content, sender))).toEqual({
      sender: { name: 'A bakery with a name that i…' },
      type: 'text',
      text: 'Բարև',
      keyboard: {
        Type: 'keyboard',
        DefaultHeight: false,
        Buttons: [
          {
            Columns: 6,
            Rows: 1,
            ActionType: 'reply',
            ActionBody: '#/start',
            Silent: true,
            Text: 'Սկսել',
          },
        ],
      },
    });
  });

  test('keeps the avatar', () => {
    const sender = { name: 'Shop', avatar: 'https://shop.example/a.png' };
    expect(JSON.parse(toViberWelcome(content, sender))).toMatchObject({ sender });
  });
});
