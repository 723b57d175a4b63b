import { describe, expect, test } from '@jest/globals';
import { checkMessage } from './check-message.ts';
import { checkOnDevice } from './check-on-device.ts';

const sender = { name: "Ani's Bakery" };
const text = { sender, type: 'text', text: 'hello' };
const button = { ActionType: 'reply', ActionBody: 'go', Text: 'Go' };
const keyboard = (extra: object, ...Buttons: object[]) => ({
  ...text,
  keyboard: { Type: 'keyboard', Buttons, ...extra },
});

type Case = [string, Record<string, unknown>, number, string];

const REFUSED: Case[] = [
  ['no sender', { type: 'text', text: 'a' }, 4, 'missing required parameter: sender.name'],
  ['an empty sender', { ...text, sender: {} }, 4, 'missing required parameter: sender.name'],
  ['a sender of 29', { ...text, sender: { name: 'x'.repeat(29) } }, 3, 'sender.name is too long'],
  ['no text', { sender, type: 'text' }, 4, 'missing required parameter: text'],
  ['7001 characters', { ...text, text: 'x'.repeat(7001) }, 3, 'text is too long'],
  ['an unknown type', { sender, type: 'poem' }, 3, 'type is not valid'],
  ['nothing at all', { sender }, 4, 'missing required parameter: type'],
  [
    'long tracking data',
    { ...text, tracking_data: 'x'.repeat(4001) },
    3,
    'tracking_data is too long',
  ],
  [
    'a picture without text',
    { sender, type: 'picture', media: 'https://a.example/b.png' },
    4,
    'missing required parameter: text',
  ],
  [
    'a picture that is none',
    { sender, type: 'picture', text: '', media: 'https://a.example/b.pdf' },
    3,
    'media type is not supported',
  ],
  [
    'a file without size',
    { sender, type: 'file', media: 'https://a.example/b.pdf', file_name: 'b' },
    4,
    'missing required parameter: size',
  ],
  [
    'a keyboard without Type',
    { ...text, keyboard: { Buttons: [button] } },
    3,
    'keyboard is not valid. [object has missing required properties (["Type"])]',
  ],
  [
    'a keyboard of another type',
    keyboard({ Type: 'rich_media' }, button),
    3,
    'keyboard is not valid. [instance value ("rich_media") not found in enum (possible values: ["keyboard"])]',
  ],
  [
    'a button without ActionBody',
    keyboard({}, { Text: 'a' }),
    3,
    'keyboard is not valid. [object has missing required properties (["ActionBody"])]',
  ],
  [
    'share-phone for level 1',
    keyboard({}, { ...button, ActionType: 'share-phone' }),
    3,
    'keyboard is not valid. [instance value ("share-phone") not found in enum (possible values: ["reply","open-url",""])]',
  ],
  [
    'a hidden input field for level 3',
    { ...keyboard({ InputFieldState: 'hidden' }, button), min_api_version: 3 },
    3,
    'keyboard is not valid. [object instance has properties which are not allowed by the schema: ["InputFieldState"]]',
  ],
  [
    'share-phone in a carousel',
    {
      sender,
      type: 'rich_media',
      min_api_version: 7,
      rich_media: { Type: 'rich_media', Buttons: [{ ...button, ActionType: 'share-phone' }] },
    },
    3,
    'rich_media is not valid. [instance value ("share-phone") not found in enum (possible values: ["reply","open-url",""])]',
  ],
];

describe('send_message refuses', () => {
  test.each(REFUSED)('%s', (_name, body, status, status_message) => {
    expect(checkMessage(body)).toEqual({ status, status_message });
  });
});

const TAKEN: [string, Record<string, unknown>][] = [
  ['7000 characters', { ...text, text: 'ա'.repeat(7000) }],
  ['a keyboard alone', { sender, keyboard: { Type: 'keyboard', Buttons: [button] } }],
  [
    'share-phone for level 3',
    { ...keyboard({}, { ...button, ActionType: 'share-phone' }), min_api_version: 3 },
  ],
  [
    'a picture without words',
    { sender, type: 'picture', text: '', media: 'https://a.example/b.jpg?x=1' },
  ],
  ['a link', { sender, type: 'url', media: 'https://pay.example/x' }],
];

test.each(TAKEN)('send_message takes %s', (_name, body) => {
  expect(checkMessage(body)).toBeNull();
});

const UNDRAWABLE: [string, Record<string, unknown>][] = [
  ['seven columns', keyboard({}, { ...button, Columns: 7 })],
  ['three rows', keyboard({}, { ...button, Rows: 3 })],
  ['a button with nothing to see', keyboard({}, { ActionBody: 'go' })],
  ['a link to nowhere', keyboard({}, { ...button, ActionType: 'open-url', ActionBody: 'pay' })],
  ['a label of 251', keyboard({}, { ...button, Text: 'x'.repeat(251) })],
  ['thirteen rows', keyboard({}, ...Array.from({ length: 13 }, () => button))],
];

test.each(UNDRAWABLE)("the customer's app cannot draw %s", (_name, body) => {
  expect(checkMessage(body)).toBeNull();
  expect(checkOnDevice(body)).toBe('keyboard is not valid');
});

test("the customer's app draws twelve rows and columns in strings", () => {
  const wide = Array.from({ length: 12 }, () => button);
  const halves = Array.from({ length: 24 }, () => ({ ...button, Columns: '3' }));
  expect(checkOnDevice(keyboard({}, ...wide))).toBeNull();
  expect(checkOnDevice(keyboard({}, ...halves))).toBeNull();
});
