import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type MetaLine, startMetaLine } from '../testing/start-meta-line.ts';

const PAGE = '104857600000001';
const PERSON = '24000000000000001';

let line: MetaLine;
beforeEach(async () => {
  line = await startMetaLine({
    channel: 'messenger',
    base: `/graph/v26.0/${PAGE}`,
    token: 'sandbox-page-token',
    person: PERSON,
  });
});
afterEach(() => line.stand.close());

describe('what the shop hears', () => {
  test('a typed message: signed, escaped, in the documented shape', async () => {
    await line.act('say', { text: 'Բարև / 👋' });
    await line.arrived('message');
    const [webhook] = line.stand.receiver.received;
    expect(webhook?.path).toBe('/webhooks/messenger');
    expect(webhook?.body).toContain(String.raw`"text":"\u0532\u0561\u0580\u0587 \/ \ud83d\udc4b"`);
    const hmac = (algorithm: string) =>
      createHmac(algorithm, 'sandbox-app-secret')
        .update(webhook?.body ?? '')
        .digest('hex');
    expect(webhook?.headers).toMatchObject({
      'user-agent': 'facebookexternalua',
      'content-type': 'application/json',
      'x-hub-signature-256': `sha256=${hmac('sha256')}`,
      'x-hub-signature': `sha1=${hmac('sha1')}`,
    });
    expect(JSON.parse(webhook?.body ?? '')).toEqual({
      object: 'page',
      entry: [
        {
          id: PAGE,
          time: expect.any(Number),
          messaging: [
            {
              sender: { id: PERSON },
              recipient: { id: PAGE },
              timestamp: expect.any(Number),
              message: { mid: expect.stringMatching(/^m_/), text: 'Բարև / 👋' },
            },
          ],
        },
      ],
    });
  });

  test('a quick reply once, a button again and again', async () => {
    await line.act('say', { text: 'hello' });
    await line.send({
      text: 'How?',
      quick_replies: [{ content_type: 'text', title: 'Delivery', payload: 'ship:1' }],
    });
    expect((await line.act('tap', { payload: 'ship:1' })).status).toBe(200);
    await line.arrived('message', 3);
    expect(line.told('message').at(-1)).toMatchObject({
      text: 'Delivery',
      quick_reply: { payload: 'ship:1' },
    });
    expect((await line.act('tap', { payload: 'ship:1' })).status).toBe(409);

    const button = { type: 'postback', title: 'Change', payload: 'edit' };
    const payload = { template_type: 'button', text: 'Order', buttons: [button] };
    await line.send({ attachment: { type: 'template', payload } });
    await line.act('tap', { payload: 'edit' });
    await line.act('tap', { payload: 'edit' });
    await line.arrived('postback', 2);
    expect(line.told('postback')[0]).toEqual({
      mid: expect.any(String),
      title: 'Change',
      payload: 'edit',
    });
  });

  test('Get Started with its reference, later links as referrals', async () => {
    await line.act('open', { context: 'cart_7f3a9' });
    await line.arrived('postback');
    const referral = { ref: 'cart_7f3a9', source: 'SHORTLINK', type: 'OPEN_THREAD' };
    expect(line.told('postback')[0]).toEqual({
      mid: expect.any(String),
      title: 'Get Started',
      payload: 'GET_STARTED',
      referral,
    });
    await line.act('open', { context: 'paid_1' });
    await line.arrived('referral');
    expect(line.told('referral')[0]).toEqual({ ...referral, ref: 'paid_1' });
  });

  test('a sticker and a shared phone', async () => {
    await line.act('attach', { kind: 'sticker' });
    await line.arrived('message');
    expect(line.told('message')[0]?.attachments).toEqual([
      {
        type: 'sticker',
        payload: { url: expect.stringContaining('/media/'), sticker_id: 369239263222822 },
      },
    ]);
    await line.send({ text: 'Phone?', quick_replies: [{ content_type: 'user_phone_number' }] });
    await line.act('share-phone', { phone: '+37491000000' });
    await line.stand.until(() => line.told('message').some((message) => message.quick_reply));
    expect(line.told('message').at(-1)).toMatchObject({
      text: '+37491000000',
      quick_reply: { payload: '+37491000000' },
    });
  });
});

describe('what follows a send', () => {
  const cake = { text: 'Your cake', metadata: 'outbox:01J9ZK3' };

  test('the ids, the echo with metadata and app id, delivery and read', async () => {
    await line.act('say', { text: 'hello' });
    const { json } = await line.send(cake);
    const mid = (json as { message_id: string }).message_id;
    expect(json).toEqual({ recipient_id: PERSON, message_id: expect.stringMatching(/^m_/) });
    await line.arrived('read');
    const echo = line.updates('message').at(-1);
    expect(echo).toEqual({
      sender: { id: PAGE },
      recipient: { id: PERSON },
      timestamp: expect.any(Number),
      message: {
        mid,
        is_echo: true,
        app_id: 1517770000000001,
        metadata: 'outbox:01J9ZK3',
        text: 'Your cake',
      },
    });
    expect(line.told('delivery')[0]).toEqual({ mids: [mid], watermark: echo?.timestamp });
    expect(line.told('read')[0]).toEqual({ watermark: echo?.timestamp });
    expect(await line.phone()).toMatchObject({
      messages: [{ text: 'hello' }, { id: mid, by: 'bot', text: 'Your cake', status: 'seen' }],
    });
  });

  test('everything before the answer when the dial says so', async () => {
    await line.faults({ echoBeforeAnswer: true });
    await line.act('say', { text: 'hello' });
    await line.arrived('message');
    await line.send(cake);
    expect(line.told('message').at(-1)).toMatchObject({ is_echo: true });
    expect([line.updates('delivery').length, line.updates('read').length]).toEqual([1, 1]);
  });

  test('a gateway that does not answer holds up no send', async () => {
    await line.faults({ echoBeforeAnswer: true });
    await line.act('say', { text: 'hello' });
    await line.arrived('message');
    line.stand.receiver.answerWith(() => new Promise(() => {}));
    expect((await line.send(cake)).status).toBe(200);
  });

  test('no echo and no receipt when the dial says so', async () => {
    await line.faults({ echoes: false, receipts: false, echoBeforeAnswer: true });
    await line.act('say', { text: 'hello' });
    await line.arrived('message');
    expect((await line.send(cake)).status).toBe(200);
    expect(line.stand.receiver.received).toHaveLength(1);
  });

  test("a person's answer in the inbox comes as an echo of the inbox app", async () => {
    expect((await line.act('manager-says', { text: 'Hi' })).status).toBe(409);
    await line.act('say', { text: 'hello' });
    await line.act('manager-says', { text: 'Hi, this is Ani' });
    await line.stand.until(() => line.told('message').some((message) => message.is_echo));
    expect(line.told('message').find((message) => message.is_echo)).toEqual({
      mid: expect.any(String),
      is_echo: true,
      app_id: 263902037430900,
      text: 'Hi, this is Ani',
    });
  });

  test('the books know both directions', async () => {
    await line.act('say', { text: 'hello' });
    const button = { type: 'web_url', title: 'Pay', url: 'https://pay.example/x' };
    const payload = { template_type: 'button', text: 'Pay 100', buttons: [button] };
    const { json } = await line.send({
      attachment: { type: 'template', payload },
      metadata: 'out-1',
    });
    const books = (await line.stand.call('GET', '/control/books')).json as { messages: object[] };
    expect(books.messages).toMatchObject([
      { direction: 'in', person: PERSON, text: 'hello', account: 'demo-messenger' },
      {
        direction: 'out',
        text: 'Pay 100',
        link: { label: 'Pay', url: 'https://pay.example/x' },
        externalId: (json as { message_id: string }).message_id,
        correlation: 'out-1',
      },
    ]);
    expect((await line.act('tap', { payload: 'https://pay.example/x' })).json).toEqual({
      ok: true,
      opens: 'https://pay.example/x',
    });
  });

  test('a lost answer was a sent message', async () => {
    await line.act('say', { text: 'hello' });
    await line.faults({ lostAnswer: { next: 1 } });
    await expect(line.send(cake)).rejects.toThrow();
    await line.arrived('read');
    expect(await line.phone()).toMatchObject({
      messages: [{ text: 'hello' }, { text: 'Your cake' }],
    });
  });
});
