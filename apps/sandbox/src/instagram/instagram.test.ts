import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type MetaLine, startMetaLine } from '../testing/start-meta-line.ts';

const ACCOUNT = '17841400000000001';
const PERSON = '1180000000000001';

const BASE = '/instagram/v26.0';

let line: MetaLine;
beforeEach(async () => {
  line = await startMetaLine({
    channel: 'instagram',
    base: `${BASE}/${ACCOUNT}`,
    token: 'sandbox-instagram-token',
    person: PERSON,
  });
});
afterEach(() => line.stand.close());

describe('the Instagram Login host', () => {
  test.each([
    ['a wrong token', { authorization: 'Bearer sandbox-page-token' }, 'OAuthException', 190],
    ['no token', {}, 'OAuthException', 190],
  ])('refuses %s', async (_name, wrong, type, code) => {
    const path = '/instagram/v26.0/me/messages';
    const { status, json } = await line.stand.call('POST', path, { headers: wrong, body: {} });
    expect(status).toBe(401);
    expect(json).toMatchObject({ error: { type, code } });
  });

  test('knows only people who wrote, for 24 hours', async () => {
    const error = async () => ((await line.send({ text: 'a' })).json as { error: object }).error;
    expect(await error()).toEqual({
      message: 'The requested user cannot be found.',
      type: 'IGApiException',
      code: 100,
      error_subcode: 2534014,
      fbtrace_id: expect.any(String),
    });
    await line.act('say', { text: 'hello' });
    expect((await line.send({ text: 'by id' })).status).toBe(200);
    expect((await line.send({ text: 'by me' }, `${BASE}/me/messages`)).status).toBe(200);
    await line.act('age', { hours: 24 });
    expect(await error()).toEqual({
      message: 'This message is sent outside of allowed window.',
      type: 'IGApiException',
      code: 10,
      error_subcode: 2534022,
      fbtrace_id: expect.any(String),
    });
  });

  test('says which account a token opens', async () => {
    expect(
      (await line.stand.call('GET', `${BASE}/me`, { headers: line.headers })).json,
    ).toMatchObject({
      user_id: ACCOUNT,
      username: 'demoinstagram',
      name: 'Անիի փուռը',
    });
    const path = '/instagram/refresh_access_token?grant_type=ig_refresh_token';
    expect((await line.stand.call('GET', path, { headers: line.headers })).json).toMatchObject({
      expires_in: 5184000,
    });
  });
});

describe('what the shop hears', () => {
  test('a typed message in the documented shape, signed', async () => {
    await line.act('say', { text: 'Առաքո՞ւմ եք' });
    await line.arrived('message');
    const [webhook] = line.stand.receiver.received;
    const body = webhook?.body ?? '';
    const hmac = createHmac('sha256', 'sandbox-instagram-secret').update(body).digest('hex');
    expect(webhook?.path).toBe('/webhooks/instagram');
    expect(webhook?.headers['x-hub-signature-256']).toBe(`sha256=${hmac}`);
    expect(body).toMatch(/^[\0-\x7f]+$/);
    expect(JSON.parse(body)).toEqual({
      object: 'instagram',
      entry: [
        {
          time: expect.any(Number),
          id: ACCOUNT,
          messaging: [
            {
              sender: { id: PERSON },
              recipient: { id: ACCOUNT },
              timestamp: expect.any(Number),
              message: { mid: expect.stringMatching(/^aWdf.{150,}/), text: 'Առաքո՞ւմ եք' },
            },
          ],
        },
      ],
    });
  });

  test('an echo with the mid only, then seen with the mid, never a delivery', async () => {
    await line.act('say', { text: 'hello' });
    const { json } = await line.send({ text: 'https://pay.example/x', metadata: 'mine' });
    const mid = (json as { message_id: string }).message_id;
    await line.arrived('read');
    expect(line.updates('message').at(-1)).toEqual({
      sender: { id: ACCOUNT },
      recipient: { id: PERSON },
      timestamp: expect.any(Number),
      message: { mid, text: 'https://pay.example/x', is_echo: true },
    });
    expect(line.told('read')[0]).toEqual({ mid });
    expect(line.updates('delivery')).toEqual([]);
  });

  test('a quick reply whose long title was cut, and a button', async () => {
    await line.act('say', { text: 'hello' });
    const title = 'Pick up at the bakery';
    await line.send({
      text: '?',
      quick_replies: [{ content_type: 'text', title, payload: 'pickup' }],
    });
    await line.act('tap', { payload: 'pickup' });
    await line.arrived('message', 3);
    expect(line.told('message').at(-1)).toMatchObject({
      text: 'Pick up at the baker',
      quick_reply: { payload: 'pickup' },
    });
    const button = { type: 'postback', title: 'Order', payload: 'START_ORDER' };
    const payload = { template_type: 'button', text: 'Menu', buttons: [button] };
    await line.send({ attachment: { type: 'template', payload } });
    await line.act('tap', { payload: 'START_ORDER' });
    await line.arrived('postback');
    expect(line.told('postback')[0]).toEqual({
      mid: expect.any(String),
      title: 'Order',
      payload: 'START_ORDER',
    });
  });

  test('a link with a reference: with the first message, later by itself', async () => {
    await line.act('open', { context: 'cake' });
    await line.act('say', { text: 'hello' });
    await line.arrived('message');
    const referral = { ref: 'cake', source: 'ig.me', type: 'OPEN_THREAD' };
    expect(line.told('message')[0]?.referral).toEqual(referral);
    await line.act('open', { context: 'paid' });
    await line.arrived('referral');
    expect(line.told('referral')[0]).toEqual({ ...referral, ref: 'paid' });
  });

  test('a voice message, and what Instagram cannot hand over', async () => {
    await line.act('attach', { kind: 'voice' });
    await line.act('attach', { kind: 'location' });
    await line.arrived('message', 2);
    expect(line.told('message')[0]?.attachments).toEqual([
      { type: 'audio', payload: { url: expect.stringContaining('/media/') } },
    ]);
    expect(line.told('message')[1]?.is_unsupported).toBe(true);
  });
});
