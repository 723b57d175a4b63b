import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type MetaLine, startMetaLine } from '../testing/start-meta-line.ts';

const PAGE = '104857600000001';
const PERSON = '24000000000000001';
const base = `/graph/v26.0/${PAGE}`;
const MESSAGES = `${base}/messages`;

let line: MetaLine;
beforeEach(async () => {
  line = await startMetaLine({
    channel: 'messenger',
    base,
    token: 'sandbox-page-token',
    person: PERSON,
  });
});
afterEach(() => line.stand.close());

describe('who may send', () => {
  test('nobody without the token of the Page', async () => {
    const answer = await line.stand.call('POST', MESSAGES, {
      headers: { authorization: 'Bearer wrong' },
      body: {},
    });
    expect(answer.status).toBe(401);
    expect(answer.json).toEqual({
      error: {
        message: 'Invalid OAuth access token - Cannot parse access token',
        type: 'OAuthException',
        code: 190,
        fbtrace_id: expect.any(String),
      },
    });
  });

  test('not for another Page', async () => {
    const other = '/graph/v26.0/104857600000002/messages';
    const { status, json } = await line.send({ text: 'a' }, other);
    expect(status).toBe(400);
    expect(json).toMatchObject({
      error: { code: 100, error_subcode: 33, type: 'GraphMethodException' },
    });
  });

  test('with a right appsecret_proof or none', async () => {
    await line.act('say', { text: 'hello' });
    const proof = createHmac('sha256', 'sandbox-app-secret').update('sandbox-page-token');
    const path = `/graph/v26.0/me/messages?appsecret_proof=`;
    expect((await line.send({ text: 'a' }, `${path}${proof.digest('hex')}`)).status).toBe(200);
    expect((await line.send({ text: 'a' }, `${path}00`)).json).toMatchObject({
      error: { code: 100, message: 'Invalid appsecret_proof provided in the API argument' },
    });
  });

  test('not with a body that is no JSON', async () => {
    const answer = await fetch(`${line.stand.url}${MESSAGES}`, {
      method: 'POST',
      headers: { ...line.headers, 'content-type': 'application/json' },
      body: '{"recipient":',
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { code: 100, type: 'OAuthException' } });
  });

  test('not in a version that has ended', async () => {
    const { json } = await line.send({ text: 'a' }, `/graph/v20.0/${PAGE}/messages`);
    expect(json).toMatchObject({ error: { code: 2500 } });
  });

  test('as a form too', async () => {
    await line.act('say', { text: 'hello' });
    const form = new URLSearchParams({
      access_token: 'sandbox-page-token',
      recipient: JSON.stringify({ id: PERSON }),
      message: JSON.stringify({ text: 'by form' }),
    });
    const answer = await fetch(`${line.stand.url}${MESSAGES}`, { method: 'POST', body: form });
    expect(answer.status).toBe(200);
  });
});

describe('to whom', () => {
  const error = async () => ((await line.send({ text: 'a' })).json as { error: object }).error;

  test('not to somebody who never wrote', async () => {
    expect(await error()).toMatchObject({
      message: '(#100) No matching user found',
      code: 100,
      error_subcode: 2018001,
    });
  });

  test('not 24 hours after the last action, except with HUMAN_AGENT', async () => {
    await line.act('say', { text: 'hello' });
    await line.act('age', { hours: 23.9 });
    expect((await line.send({ text: 'in time' })).status).toBe(200);
    await line.act('age', { hours: 0.2 });
    expect(await error()).toEqual({
      message:
        '(#10) This message is sent outside of allowed window. Learn more about the new policy ' +
        'here: https://developers.facebook.com/docs/messenger-platform/policy-overview',
      type: 'OAuthException',
      code: 10,
      error_subcode: 2018278,
      fbtrace_id: expect.any(String),
    });
    const human = { recipient: { id: PERSON }, message: { text: 'a' }, tag: 'HUMAN_AGENT' };
    const body = { ...human, messaging_type: 'MESSAGE_TAG' };
    const { headers } = line;
    expect((await line.stand.call('POST', MESSAGES, { headers, body })).status).toBe(200);
  });

  test('not to somebody who blocked the Page, until they write again', async () => {
    await line.act('say', { text: 'hello' });
    await line.act('unsubscribe');
    expect(await error()).toMatchObject({ code: 551, error_subcode: 1545041 });
    await line.act('say', { text: 'again' });
    expect((await line.send({ text: 'a' })).status).toBe(200);
  });

  test('to people admitted without a word', async () => {
    const path = '/control/phones/messenger/demo-messenger';
    await line.stand.call('POST', path, { body: { people: [PERSON, '2'] } });
    expect((await line.send({ text: 'a' })).status).toBe(200);
    expect((await line.stand.call('GET', path)).json).toMatchObject({ people: [{}, {}] });
  });
});

describe('the set-up of a Page', () => {
  test('only subscribed fields arrive', async () => {
    const { headers, stand } = line;
    const path = `${base}/subscribed_apps`;
    const wrong = await stand.call('POST', `${path}?subscribed_fields=message`, { headers });
    expect(wrong.json).toMatchObject({ error: { code: 100 } });
    await stand.call('POST', `${path}?subscribed_fields=messages,message_reads`, { headers });
    expect((await stand.call('GET', path, { headers })).json).toMatchObject({
      data: [{ subscribed_fields: ['messages', 'message_reads'] }],
    });
    await line.act('say', { text: 'hello' });
    await line.send({ text: 'answer' });
    await line.arrived('read');
    expect(line.updates('delivery')).toEqual([]);
    expect(line.told('message')).toHaveLength(1);
  });

  test('a callback must return the challenge', async () => {
    const { stand } = line;
    const path = '/control/handshakes/messenger/demo-messenger';
    expect((await stand.call('POST', path)).json).toMatchObject({ verified: false });
    stand.receiver.answerWith(({ path: asked }) => {
      const query = new URL(asked, 'http://localhost').searchParams;
      const isOurs = query.get('hub.verify_token') === 'sandbox-verify-token';
      return isOurs ? { status: 200, body: query.get('hub.challenge') ?? '' } : { status: 403 };
    });
    expect((await stand.call('POST', path)).json).toEqual({ verified: true, reason: null });

    const subscribe = (verify_token: string) =>
      stand.call('POST', '/graph/v26.0/1517770000000001/subscriptions', {
        headers: { authorization: 'Bearer 1517770000000001|sandbox-app-secret' },
        body: { object: 'page', callback_url: `${stand.receiver.url}/hook`, verify_token },
      });
    expect((await subscribe('other')).json).toMatchObject({ error: { code: 2200 } });
    expect((await subscribe('sandbox-verify-token')).json).toEqual({ success: true });
    await line.act('say', { text: 'hello' });
    await stand.until(() => stand.receiver.received.some(({ body }) => body !== ''));
    expect(stand.receiver.received.at(-1)?.path).toBe('/hook');
  });

  test('its own word for Get Started', async () => {
    const { headers, stand } = line;
    const path = '/graph/v26.0/me/messenger_profile';
    const body = { get_started: { payload: 'START' } };
    expect((await stand.call('POST', path, { headers, body })).json).toEqual({
      result: 'success',
    });
    expect((await stand.call('GET', `${path}?fields=get_started`, { headers })).json).toEqual({
      data: [body],
    });
    await line.act('open');
    await line.arrived('postback');
    expect(line.told('postback')[0]).toMatchObject({ payload: 'START' });
  });
});
