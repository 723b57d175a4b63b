import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { silentLog } from '../log.ts';
import { type Stand, startStand } from '../testing/start-stand.ts';

const TOKEN = '4fa85f6457174562-b3fc2c963f66afa6-5a1d7e9c0b2f4e68';
const PERSON = 'Zk3hT1vQ/0aB7mXcR9sL+A==';
const PHONE = `/control/phones/viber/demo-viber/${encodeURIComponent(PERSON)}`;
const headers = { 'x-viber-auth-token': TOKEN };
const sender = { name: "Ani's Bakery" };

let stand: Stand;
beforeEach(async () => {
  stand = await startStand({ log: { ...silentLog } });
});
afterEach(() => stand.close());

const api = (endpoint: string, body: unknown) =>
  stand.call('POST', `/viber/pa/${endpoint}`, { headers, body });
const send = (extra: object = {}) =>
  api('send_message', { receiver: PERSON, type: 'text', text: 'Your cake', sender, ...extra });
const act = (action: string, body: unknown = {}) =>
  stand.call('POST', `${PHONE}/${action}`, { body });

describe('send_message answers', () => {
  test('2 to a wrong token, 2 to none', async () => {
    const path = '/viber/pa/send_message';
    const wrong = await stand.call('POST', path, {
      headers: { 'x-viber-auth-token': 'x' },
      body: {},
    });
    expect(wrong.status).toBe(200);
    expect(wrong.json).toEqual({
      status: 2,
      status_message: 'invalidAuthToken',
      chat_hostname: 'SN-CHAT-05_',
    });
    expect((await stand.call('POST', path, { body: {} })).json).toMatchObject({
      status: 2,
      status_message: 'missing_auth_token',
    });
    const inBody = { auth_token: TOKEN, receiver: PERSON };
    expect((await stand.call('POST', path, { body: inBody })).json).toMatchObject({ status: 4 });
  });

  test('3 to more than 30 kB', async () => {
    const { json } = await send({ tracking_data: 'x'.repeat(31_000) });
    expect(json).toMatchObject({ status: 3, status_message: 'Request size is too large' });
  });

  test('4 without a receiver', async () => {
    expect((await send({ receiver: undefined })).json).toMatchObject({ status: 4 });
  });

  test('5 to a stranger, 6 to a visitor and to one who left, 0 to a subscriber', async () => {
    expect((await send()).json).toEqual({
      status: 5,
      status_message: 'receiverNotRegistered',
      chat_hostname: 'SN-CHAT-05_',
    });
    await act('open');
    expect((await send()).json).toMatchObject({ status: 6, status_message: 'notSubscribed' });
    await act('say', { text: 'hello' });
    expect((await send()).json).toMatchObject({ status: 0, billing_status: 1 });
    await act('unsubscribe');
    expect((await send()).json).toMatchObject({ status: 6, status_message: 'notSubscribed' });
    await act('say', { text: 'again' });
    expect((await send()).json).toMatchObject({ status: 0 });
  });

  test('10 without a webhook', async () => {
    await act('say', { text: 'hello' });
    expect((await api('set_webhook', { url: '' })).json).toMatchObject({ status: 0 });
    expect((await send()).json).toMatchObject({ status: 10, status_message: 'webhookNotSet' });
  });

  test('12 to the 101st message without an answer', async () => {
    await stand.call('POST', '/control/faults', { body: { target: 'viber', receipts: false } });
    await act('say', { text: 'hello' });
    for (let count = 0; count < 100; count += 1)
      expect((await send()).json).toMatchObject({ status: 0 });
    expect((await send()).json).toMatchObject({ status: 12 });
    await act('say', { text: 'I am here' });
    expect((await send()).json).toMatchObject({ status: 0 });
  });

  test('13 to an app that is too old', async () => {
    await act('profile', { apiVersion: 2 });
    await act('say', { text: 'hello' });
    expect((await send({ min_api_version: 3 })).json).toMatchObject({
      status: 13,
      status_message: 'apiVersionNotSupported',
    });
    expect((await send()).json).toMatchObject({ status: 0 });
  });

  test('billing 5 when the session of 24 hours is over', async () => {
    await act('say', { text: 'hello' });
    await act('age', { hours: 24 });
    expect((await send()).json).toMatchObject({ status: 0, billing_status: 5 });
  });

  test('404 only where there is no such path', async () => {
    expect((await api('nothing', {})).status).toBe(404);
  });
});
