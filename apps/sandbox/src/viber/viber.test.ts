import { createHmac } from 'node:crypto';
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
const phone = async () => (await stand.call('GET', PHONE)).json as Record<string, unknown>;
const callbacks = (event: string) =>
  stand.receiver.received.filter(({ body }) => JSON.parse(body).event === event);
const arrived = (event: string, count = 1) => stand.until(() => callbacks(event).length >= count);
const bodyOf = (event: string) => JSON.parse(callbacks(event)[0]?.body ?? 'null');

describe('what the bot hears', () => {
  test('a message: signed in the header and in the address, without a subscribed event', async () => {
    await act('profile', { name: 'Անի', language: 'hy', apiVersion: 10 });
    await act('say', { text: 'Բարև' });
    await arrived('message');
    const [callback] = stand.receiver.received;
    const hmac = createHmac('sha256', TOKEN)
      .update(callback?.body ?? '')
      .digest('hex');
    expect(callback?.path).toBe(`/webhooks/viber/demo-viber?sig=${hmac}`);
    expect(callback?.headers['x-viber-content-signature']).toBe(hmac);
    expect(callback?.body).toMatch(/"message_token":\d{19}[,}]/);
    expect(bodyOf('message')).toEqual({
      event: 'message',
      timestamp: expect.any(Number),
      chat_hostname: 'SN-CALLBACK-04_',
      message_token: expect.any(Number),
      sender: {
        id: PERSON,
        name: 'Անի',
        avatar: expect.any(String),
        language: 'hy',
        country: 'AM',
        api_version: 10,
      },
      message: { type: 'text', text: 'Բարև' },
      silent: false,
    });
    expect(stand.receiver.received).toHaveLength(1);
  });

  test('non-ASCII raw and escaped in turns', async () => {
    await act('say', { text: 'Ջուր' });
    await act('say', { text: 'Ջուր' });
    await arrived('message', 2);
    const texts = callbacks('message').map(({ body }) => /"text":"([^"]*)"/.exec(body)?.[1]);
    expect(texts).toEqual(['Ջուր', String.raw`\u054B\u0578\u0582\u0580`]);
  });

  test('delivered and seen with every digit of the token of the answer', async () => {
    await act('say', { text: 'hello' });
    const token = /"message_token":(\d{19}),/.exec((await send()).text)?.[1];
    await arrived('seen');
    for (const event of ['delivered', 'seen']) {
      expect(callbacks(event)[0]?.body).toContain(`"message_token":${token},`);
      expect(bodyOf(event).user_id).toBe(PERSON);
    }
    const books = (await stand.call('GET', '/control/books')).json as { messages: object[] };
    expect(books.messages.at(-1)).toMatchObject({ direction: 'out', externalId: token });
  });

  test('failed when the app cannot draw what the API took', async () => {
    await act('say', { text: 'hello' });
    const Buttons = [{ ActionBody: 'x', Text: 'x', Columns: 9 }];
    await send({ keyboard: { Type: 'keyboard', Buttons } });
    await arrived('failed');
    expect(bodyOf('failed')).toMatchObject({ user_id: PERSON, desc: 'keyboard is not valid' });
    expect(await phone()).toMatchObject({ messages: [{ text: 'hello' }] });
  });

  test('the tap on a key as text, on a link as its address, tracking data with both', async () => {
    await act('say', { text: 'hello' });
    const Buttons = [
      {
        ActionBody: 'step:1',
        Text: '<font color="#ffffff"><b>Yes &amp; go</b></font>',
        Columns: 3,
      },
      { ActionType: 'open-url', ActionBody: 'https://pay.example/x', Text: 'Pay', Silent: true },
    ];
    await send({ tracking_data: 'ord_1', keyboard: { Type: 'keyboard', Buttons } });
    expect((await phone()).keyboard).toMatchObject([
      {
        kind: 'reply',
        label: 'Yes & go',
        payload: 'step:1',
        look: { columns: 3, color: '#ffffff' },
      },
      { kind: 'link', label: 'Pay', url: 'https://pay.example/x', silent: true },
    ]);
    await act('tap', { payload: 'step:1' });
    const link = await act('tap', { payload: 'https://pay.example/x' });
    expect(link.json).toEqual({ ok: true, opens: 'https://pay.example/x' });
    await arrived('message', 3);
    const heard = callbacks('message').map(({ body }) => JSON.parse(body));
    expect(heard[1].message).toEqual({ type: 'text', text: 'step:1', tracking_data: 'ord_1' });
    expect(heard[2]).toMatchObject({ message: { text: 'https://pay.example/x' }, silent: true });
    expect((await act('tap', { payload: 'step:9' })).status).toBe(409);
  });

  test('a shared phone without a name, a contact card with one', async () => {
    await act('share-phone', { phone: '+37491000000' });
    const Buttons = [{ ActionType: 'share-phone', ActionBody: 'phone', Text: 'Share' }];
    await send({ min_api_version: 3, keyboard: { Type: 'keyboard', Buttons } });
    await act('share-phone', { phone: '+37491000000' });
    await arrived('message', 2);
    const contacts = callbacks('message').map(({ body }) => JSON.parse(body).message);
    expect(contacts).toEqual([
      { type: 'contact', contact: { name: 'Customer', phone_number: '+37491000000' } },
      { type: 'contact', contact: { phone_number: '+37491000000' } },
    ]);
  });

  test('again until it answers exactly 200', async () => {
    const statuses = [204, 302, 503, 200];
    stand.receiver.answerWith(() => ({ status: statuses.shift() ?? 200 }));
    await act('say', { text: 'hello' });
    await stand.until(() => stand.sandbox.platform.books.deliveries().some(({ ok }) => ok));
    const tries = stand.sandbox.platform.books.deliveries().map(({ status, ok }) => [status, ok]);
    expect(tries).toEqual([
      [204, false],
      [302, false],
      [503, false],
      [200, true],
    ]);
    expect(new Set(callbacks('message').map(({ body }) => body)).size).toBe(1);
  });

  test('who left', async () => {
    await act('say', { text: 'hello' });
    await act('unsubscribe');
    await arrived('unsubscribed');
    expect(bodyOf('unsubscribed')).toMatchObject({ user_id: PERSON });
    expect(bodyOf('unsubscribed').user).toBeUndefined();
  });
});

describe('the welcome', () => {
  const answer = (body: unknown) =>
    stand.receiver.answerWith(() => ({ status: 200, body: JSON.stringify(body) }));

  test('is what conversation_started is answered with, even when it is sent twice', async () => {
    await stand.call('POST', '/control/faults', { body: { target: 'viber', duplicate: 1 } });
    answer({ sender, type: 'text', text: 'Welcome!', tracking_data: 'w1' });
    await act('open', { context: 'ord_8Q2xV' });
    await arrived('conversation_started', 2);
    expect(bodyOf('conversation_started')).toMatchObject({
      type: 'open',
      context: 'ord_8Q2xV',
      user: { id: PERSON },
      subscribed: false,
    });
    const books = stand.sandbox.platform.books;
    await stand.until(() => books.messages().length > 0);
    expect(books.messages()).toMatchObject([{ text: 'Welcome!', correlation: 'w1' }]);
    expect(await phone()).toMatchObject({ standing: 'visitor', messages: [{ text: 'Welcome!' }] });
    await act('say', { text: 'hi' });
    await act('open');
    await arrived('conversation_started', 4);
    const later = JSON.parse(callbacks('conversation_started').at(-1)?.body ?? '');
    expect([later.subscribed, later.context]).toEqual([true, undefined]);
  });

  test('needs no sender: the one of viber-bot has none', async () => {
    answer({ type: 'text', text: 'Welcome!', keyboard: null, tracking_data: '""' });
    await act('open');
    await stand.until(() => stand.sandbox.platform.books.messages().length > 0);
    expect(await phone()).toMatchObject({ messages: [{ text: 'Welcome!' }] });
  });

  test.each([
    ['has a receiver', { sender, type: 'text', text: 'a', receiver: PERSON }],
    ['has a sender without a name', { sender: {}, type: 'text', text: 'a' }],
    ['is no message', ['a']],
  ])('is not shown when it %s', async (_name, body) => {
    const told = new Promise((resolve) => {
      stand.sandbox.platform.config.log.warn = (_fields, message) => resolve(message);
    });
    answer(body);
    await act('open');
    expect(await told).toBe('the welcome message was not shown');
    expect(await phone()).toMatchObject({ messages: [] });
  });
});

describe('set_webhook', () => {
  test('calls the address, signed, before it answers', async () => {
    const url = `${stand.receiver.url}/hook`;
    const { json } = await api('set_webhook', { url, event_types: ['seen'], send_name: true });
    expect(json).toMatchObject({
      status: 0,
      event_types: ['subscribed', 'unsubscribed', 'message', 'seen'],
    });
    const [check] = stand.receiver.received;
    const hmac = createHmac('sha256', TOKEN)
      .update(check?.body ?? '')
      .digest('hex');
    expect(check?.path).toBe(`/hook?sig=${hmac}`);
    expect(JSON.parse(check?.body ?? '')).toMatchObject({ event: 'webhook' });

    await act('say', { text: 'hello' });
    await send();
    await arrived('seen');
    expect(callbacks('delivered')).toEqual([]);
    expect(callbacks('message')[0]?.path).toMatch(/^\/hook\?sig=/);
    expect(bodyOf('message').sender.avatar).toBeUndefined();
    expect((await api('get_account_info', {})).json).toMatchObject({
      webhook: url,
      event_types: ['subscribed', 'unsubscribed', 'message', 'seen'],
      uri: 'anibakery',
      subscribers_count: 1,
    });
  });

  test.each([
    ['an address that refuses', 403, 'HttpResponse[HTTP/1.1 403 unknown status]'],
    ['an address that fails', 500, 'HttpResponse[HTTP/1.1 500 unknown status]'],
    ['an address that has nothing to say', 204, 'HttpResponse[HTTP/1.1 204 unknown status]'],
  ])('is refused for %s', async (_name, status, message) => {
    stand.receiver.answerWith(() => ({ status }));
    const { json } = await api('set_webhook', { url: `${stand.receiver.url}/hook` });
    expect(json).toMatchObject({ status: 1, status_message: expect.stringContaining(message) });
    stand.receiver.answerWith(() => ({ status: 200 }));
    await act('say', { text: 'hello' });
    await arrived('message');
    expect(callbacks('message')[0]?.path).toMatch(/^\/webhooks\/viber\/demo-viber/);
  });

  test('is refused for an address nobody listens at', async () => {
    const { json } = await api('set_webhook', { url: 'http://127.0.0.1:1/hook' });
    expect(json).toMatchObject({
      status: 1,
      status_message: expect.stringContaining('java.net.ConnectException: Connection refused'),
    });
  });

  test('a forged callback is wrong in the header and in the address', async () => {
    const wrong = { target: 'viber', wrongSignature: { next: 1 } };
    await stand.call('POST', '/control/faults', { body: wrong });
    await act('say', { text: 'hello' });
    await arrived('message');
    const [forged] = stand.receiver.received;
    const hmac = createHmac('sha256', TOKEN)
      .update(forged?.body ?? '')
      .digest('hex');
    expect(forged?.headers['x-viber-content-signature']).not.toBe(hmac);
    expect(forged?.path).not.toContain(hmac);
  });
});

test('get_user_details answers twice in twelve hours, get_online any time', async () => {
  await act('say', { text: 'hello' });
  const details = await api('get_user_details', { id: PERSON });
  expect(details.text).toMatch(/"message_token":\d{19},/);
  expect(details.json).toMatchObject({
    status: 0,
    user: { id: PERSON, api_version: 10 },
  });
  await api('get_user_details', { id: PERSON });
  expect((await api('get_user_details', { id: PERSON })).json).toMatchObject({ status: 12 });
  expect((await api('get_online', { ids: [PERSON, 'x'] })).json).toMatchObject({
    status: 0,
    users: [{ online_status: 0 }, { online_status: 4 }],
  });
});
