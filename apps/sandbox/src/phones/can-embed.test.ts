import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Receiver, startReceiver } from '../testing/start-receiver.ts';
import { canEmbed } from './can-embed.ts';

const ORIGIN = 'http://localhost:4000';
let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

test.each<[string, Record<string, string>, boolean]>([
  ['nothing about frames', {}, true],
  ['X-Frame-Options', { 'x-frame-options': 'SAMEORIGIN' }, false],
  [
    'no ancestors',
    { 'content-security-policy': "default-src 'self'; frame-ancestors 'none'" },
    false,
  ],
  [
    'our origin',
    { 'content-security-policy': `frame-ancestors ${ORIGIN} https://a.example` },
    true,
  ],
  ['another origin', { 'content-security-policy': 'frame-ancestors https://a.example' }, false],
])('a page that says %s', async (_name, headers, expected) => {
  receiver.answerWith(() => ({ status: 200, headers }));
  expect(await canEmbed(`${receiver.url}/pay`, ORIGIN)).toBe(expected);
});

test('a page that is not there', async () => {
  receiver.answerWith(() => ({ status: 404 }));
  expect(await canEmbed(`${receiver.url}/pay`, ORIGIN)).toBe(false);
  expect(await canEmbed('http://127.0.0.1:1/pay', ORIGIN)).toBe(false);
});
