import { describe, expect, test } from '@jest/globals';
import { INSTAGRAM_RULES } from '../instagram/instagram-rules.ts';
import { MESSENGER_RULES } from '../messenger/messenger-rules.ts';
import { checkSend } from './check-send.ts';
import { toFaultBody } from './graph-fault.ts';
import type { MetaRules } from './meta-rules.ts';

const recipient = { id: '24000000000000001' };
const PAYLOAD = 'message[attachment][payload]';

type Case = { name: string; body: Record<string, unknown>; message: string; subcode?: number };

const say = (message: unknown) => ({ recipient, message });
const template = (payload: unknown) => say({ attachment: { type: 'template', payload } });
const buttons = (...list: unknown[]) =>
  template({ template_type: 'button', text: 'Pay', buttons: list });
const replies = (...quick_replies: unknown[]) => say({ text: 'Choose', quick_replies });
const reply = (extra: object) => ({ content_type: 'text', title: 'Yes', payload: 'y', ...extra });
const link = { type: 'web_url', title: 'Pay', url: 'https://pay.example/x' };

function errorOf(body: Record<string, unknown>, rules: MetaRules) {
  const send = checkSend(body, rules);
  if (send.kind !== 'fault') return null;
  const { error } = toFaultBody(send.fault, rules.faultType) as { error: Record<string, unknown> };
  expect(error.fbtrace_id).toMatch(/^A[\w-]{22}$/);
  return { ...error, fbtrace_id: undefined };
}

const MESSENGER_CASES: Case[] = [
  {
    name: 'no recipient',
    body: { message: { text: 'a' } },
    message: '(#100) The parameter recipient is required',
  },
  {
    name: 'two recipients',
    body: { recipient: { id: '1', comment_id: '2' }, message: { text: 'a' } },
    message: '(#100) Param recipient must be non-empty.',
  },
  { name: 'no message', body: { recipient }, message: '(#100) The parameter message is required' },
  {
    name: 'an empty message',
    body: say({ text: '' }),
    message: '(#100) Message cannot be empty, must provide valid attachment or text',
    subcode: 2018034,
  },
  {
    name: '2001 characters',
    body: say({ text: 'ա'.repeat(2001) }),
    message: '(#100) Length of param message[text] must be less than or equal to 2000',
  },
  {
    name: 'a dead tag',
    body: { ...say({ text: 'a' }), messaging_type: 'MESSAGE_TAG', tag: 'ACCOUNT_UPDATE' },
    message: '(#100) Invalid parameter',
  },
  {
    name: 'a tag that never was, without its messaging type',
    body: { ...say({ text: 'a' }), tag: 'PAID' },
    message: '(#100) Invalid parameter',
  },
  {
    name: 'an unknown messaging type',
    body: { ...say({ text: 'a' }), messaging_type: 'PROMO' },
    message:
      '(#100) Param messaging_type must be one of {MESSAGE_TAG, RESPONSE, UPDATE, UTILITY} ' +
      '- got "PROMO".',
  },
  {
    name: 'an action together with a message',
    body: { ...say({ text: 'a' }), sender_action: 'typing_on' },
    message: '(#100) Cannot send message and state at once',
    subcode: 2018014,
  },
  {
    name: 'an unknown action',
    body: { recipient, sender_action: 'dance' },
    message:
      '(#100) Param sender_action must be one of {MARK_SEEN, REACT, TYPING_OFF, TYPING_ON, ' +
      'UNREACT} - got "dance".',
  },
  {
    name: 'a quick-reply title of 21 characters',
    body: replies(reply({ title: 'x'.repeat(21) })),
    message:
      '(#100) Length of param message[quick_replies][0][title] must be less than or equal to 20',
  },
  {
    name: '14 quick replies',
    body: replies(...Array.from({ length: 14 }, () => reply({}))),
    message: '(#100) Param message[quick_replies] must have at most 13 elements',
  },
  {
    name: 'a quick-reply payload of 1001 characters',
    body: replies(reply({}), reply({ payload: 'p'.repeat(1001) })),
    message:
      '(#100) Length of param message[quick_replies][1][payload] must be less than or equal to 1000',
  },
  {
    name: 'a quick reply without payload',
    body: replies(reply({ payload: undefined })),
    message: '(#100) The parameter message[quick_replies][0][payload] is required',
  },
  {
    name: 'button text of 641 characters',
    body: template({ template_type: 'button', text: 'x'.repeat(641), buttons: [link] }),
    message: `(#100) Length of param ${PAYLOAD}[text] must be less than or equal to 640`,
  },
  {
    name: 'no buttons',
    body: buttons(),
    message: `(#100) Param ${PAYLOAD}[buttons] must have between 1 and 3 elements`,
  },
  {
    name: 'four buttons',
    body: buttons(link, link, link, link),
    message: `(#100) Param ${PAYLOAD}[buttons] must have between 1 and 3 elements`,
  },
  {
    name: 'a link button without a web address',
    body: buttons({ ...link, url: 'pay.example' }),
    message: `(#100) Param ${PAYLOAD}[buttons][0][url] should represent a valid URL`,
  },
  {
    name: 'an unknown button',
    body: buttons({ ...link, type: 'url' }),
    message:
      `(#100) Param ${PAYLOAD}[buttons][0][type] must be one of ` +
      '{WEB_URL, POSTBACK, PHONE_NUMBER}',
  },
  {
    name: 'a postback payload of 1001 characters',
    body: buttons({ type: 'postback', title: 'Go', payload: 'p'.repeat(1001) }),
    message: `(#100) Length of param ${PAYLOAD}[buttons][0][payload] must be less than or equal to 1000`,
  },
  {
    name: 'an unknown template',
    body: template({ template_type: 'airline' }),
    message: '(#100) Invalid data',
    subcode: 2018032,
  },
  {
    name: 'text beside an attachment',
    body: say({
      text: 'a',
      attachment: { type: 'image', payload: { url: 'https://a.example/b' } },
    }),
    message: '(#100) Invalid data',
    subcode: 2018032,
  },
];

describe('the Send API of a Page refuses', () => {
  test.each(MESSENGER_CASES)('$name', ({ body, message, subcode }) => {
    expect(errorOf(body, MESSENGER_RULES)).toEqual({
      message,
      type: 'OAuthException',
      code: 100,
      ...(subcode === undefined ? {} : { error_subcode: subcode }),
      fbtrace_id: undefined,
    });
  });
});

describe('the Instagram Login host refuses', () => {
  const cases: Case[] = [
    {
      name: '1002 bytes in 501 Armenian letters',
      body: say({ text: 'ա'.repeat(501) }),
      message: '(#100) Length of param message[text] must be less than or equal to 1000',
    },
    {
      name: 'a phone quick reply',
      body: replies({ content_type: 'user_phone_number' }),
      message: '(#100) Param message[quick_replies][0][content_type] must be one of {TEXT}',
    },
    {
      name: 'a call button',
      body: buttons({ type: 'phone_number', title: 'Call', payload: '+37491000000' }),
      message: `(#100) Param ${PAYLOAD}[buttons][0][type] must be one of {WEB_URL, POSTBACK}`,
    },
    {
      name: 'a receipt',
      body: template({ template_type: 'receipt' }),
      message: 'Invalid message data',
      subcode: 2534015,
    },
    {
      name: 'a dead tag',
      body: { ...say({ text: 'a' }), messaging_type: 'MESSAGE_TAG', tag: 'POST_PURCHASE_UPDATE' },
      message: '(#100) Invalid parameter',
    },
  ];
  test.each(cases)('$name', ({ body, message, subcode }) => {
    expect(errorOf(body, INSTAGRAM_RULES)).toEqual({
      message,
      type: 'IGApiException',
      code: 100,
      ...(subcode === undefined ? {} : { error_subcode: subcode }),
      fbtrace_id: undefined,
    });
  });
});

describe('both take', () => {
  const cases: [string, Record<string, unknown>][] = [
    ['13 quick replies', replies(...Array.from({ length: 13 }, () => reply({})))],
    ['three buttons', buttons(link, link, { type: 'postback', title: 'Go', payload: 'go' })],
    ['an id as a number', { recipient: { id: 1180000000000001 }, message: { text: 'a' } }],
    [
      'a person writing late',
      { ...say({ text: 'a' }), messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' },
    ],
    [
      'a carousel',
      template({ template_type: 'generic', elements: [{ title: 'Cake', buttons: [link] }] }),
    ],
    ['typing', { recipient, sender_action: 'typing_on' }],
  ];
  test.each(cases)('%s', (_name, body) => {
    expect(checkSend(body, MESSENGER_RULES).kind).not.toBe('fault');
    expect(checkSend(body, INSTAGRAM_RULES).kind).not.toBe('fault');
  });

  test('the longest text: characters on Messenger, bytes on Instagram', () => {
    expect(checkSend(say({ text: '🎂'.repeat(2000) }), MESSENGER_RULES).kind).toBe('message');
    expect(checkSend(say({ text: 'ա'.repeat(500) }), INSTAGRAM_RULES).kind).toBe('message');
  });
});
