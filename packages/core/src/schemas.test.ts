import { describe, expect, test } from '@jest/globals';
import type { ZodType } from 'zod';
import { type ChannelEvent, channelEvent, personProfile } from './channel.ts';
import { choice, linkButton, messageContent } from './message-content.ts';
import { type PaymentEvent, paymentEvent } from './payment.ts';

const EVENTS: { [Type in ChannelEvent['type']]: Extract<ChannelEvent, { type: Type }> } = {
  message: {
    type: 'message',
    messageId: '5741311803571721087',
    text: null,
    payload: null,
    phone: null,
    attachments: [{ kind: 'sticker', url: null }],
    referral: null,
  },
  postback: { type: 'postback', messageId: null, title: null, payload: 'start', referral: null },
  referral: { type: 'referral', reference: 'poster-7' },
  started: { type: 'started', context: null, subscribed: false },
  subscribed: { type: 'subscribed' },
  unsubscribed: { type: 'unsubscribed' },
  echo: { type: 'echo', messageId: 'm1', text: 'hi', correlation: null, appId: '1' },
  receipt: {
    type: 'receipt',
    status: 'seen',
    messageIds: [],
    watermark: '2025-11-20T19:30:00.000Z',
    reason: null,
  },
  edited: { type: 'edited', messageId: 'm1', text: 'new' },
  deleted: { type: 'deleted', messageId: 'm1' },
  reaction: { type: 'reaction', messageId: 'm1', emoji: '👍' },
  unsupported: { type: 'unsupported', kind: 'poll', messageId: null },
};

const PAYMENT: PaymentEvent = {
  kind: 'succeeded',
  source: 'webhook',
  providerRef: 'ps_1',
  attemptId: null,
  orderReference: '1001-2',
  transactionId: 'txn_1',
  amount: { minor: 1_500_000, currency: 'AMD' },
  amountText: '15000',
  reason: null,
  occurredAt: '2025-11-20T19:30:00.000Z',
};

const CONTENT = {
  text: 'Pay here',
  choices: [{ kind: 'reply', label: 'Menu', payload: 'menu' }],
  link: { label: 'Pay', url: 'https://shop.example/pay/abc' },
};

const PROFILE = { name: null, language: 'hy', country: 'AM', apiLevel: 10 };

const STORED: [string, ZodType, Record<string, unknown>][] = [
  ...Object.entries(EVENTS).map(([type, event]): (typeof STORED)[number] => [
    `channel event ${type}`,
    channelEvent,
    event,
  ]),
  ['payment event', paymentEvent, PAYMENT],
  ['message content', messageContent, CONTENT],
  ['person profile', personProfile, PROFILE],
];

describe.each(STORED)('%s', (_what, schema, value) => {
  test('survives the way through JSON unchanged', () => {
    expect(schema.parse(JSON.parse(JSON.stringify(value)))).toEqual(value);
  });

  test('refuses a field nobody declared', () => {
    expect(schema.safeParse({ ...value, extra: 1 }).success).toBe(false);
  });

  test('refuses a missing field instead of guessing it', () => {
    const optional = ['choices', 'link'];
    for (const field of Object.keys(value).filter((name) => !optional.includes(name))) {
      const rest = Object.fromEntries(Object.entries(value).filter(([name]) => name !== field));
      expect([field, schema.safeParse(rest).success]).toEqual([field, false]);
    }
  });
});

test('every kind of channel event has a case here', () => {
  const types = channelEvent.options.map((option) => option.shape.type.value);
  expect(Object.keys(EVENTS).sort()).toEqual([...types].sort());
});

describe('message content', () => {
  test('has no taps and no button unless told', () => {
    expect(messageContent.parse({ text: 'Hello' })).toEqual({
      text: 'Hello',
      choices: [],
      link: null,
    });
  });

  test.each([
    ['an empty text', { text: '' }],
    [
      'more taps than any channel shows',
      { text: 'x', choices: Array(25).fill(CONTENT.choices[0]) },
    ],
    ['a nested field nobody declared', { text: 'x', link: { ...CONTENT.link, open: true } }],
  ])('refuses %s', (_what, value) => {
    expect(messageContent.safeParse(value).success).toBe(false);
  });

  test.each([
    ['a label that cannot be seen', { kind: 'reply', label: '', payload: 'a' }],
    [
      'a payload longer than channels carry',
      { kind: 'reply', label: 'a', payload: 'a'.repeat(101) },
    ],
    ['an unknown tap', { kind: 'call', label: 'a' }],
  ])('refuses a tap with %s', (_what, value) => {
    expect(choice.safeParse(value).success).toBe(false);
  });

  test.each(['http://localhost:3000/pay/abc', 'https://shop.example/pay/abc?a=1'])(
    'takes the button address %j',
    (url) => {
      expect(linkButton.parse({ label: 'Pay', url }).url).toBe(url);
    },
  );

  test.each(['javascript:alert(1)', 'data:text/html,x', 'pay/abc', '//shop.example', ''])(
    'refuses the button address %j',
    (url) => {
      expect(linkButton.safeParse({ label: 'Pay', url }).success).toBe(false);
    },
  );
});

describe('payment event', () => {
  test('holds money only when it is exact', () => {
    expect(paymentEvent.safeParse({ ...PAYMENT, amount: null }).success).toBe(true);
    expect(
      paymentEvent.safeParse({ ...PAYMENT, amount: { minor: 0.1, currency: 'AMD' } }).success,
    ).toBe(false);
    expect(paymentEvent.safeParse({ ...PAYMENT, amount: 15000 }).success).toBe(false);
  });

  test.each(['2025-11-20', '20.11.2025 19:30', '2025-11-20T19:30:00+04:00', 1_763_000_000])(
    'refuses the time %j: times are UTC',
    (occurredAt) => {
      expect(paymentEvent.safeParse({ ...PAYMENT, occurredAt }).success).toBe(false);
    },
  );
});
