import { createHmac } from 'node:crypto';
import { schema } from '@chatpay/db';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { like } from 'drizzle-orm';
import { startTestGateway } from './testing/start-test-gateway.ts';

type Gateway = Awaited<ReturnType<typeof startTestGateway>>;

const TOKEN = '4fa85f6457174562-b3fc2c963f66afa6-5a1d7e9c0b2f4e68';
const USER = '{"id":"Zk3hT1vQp0aB7mXcR9sL+A==","name":"Olena","language":"ru-RU","api_version":10}';

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

function sign(body: string): string {
  return createHmac('sha256', TOKEN).update(body).digest('hex');
}

function post(body: string, headers: Record<string, string>, query = '') {
  const url = `${gateway.url}/webhooks/viber/demo-viber${query}`;
  return fetch(url, { method: 'POST', body, headers });
}

function postSigned(body: string) {
  return post(body, { 'X-Viber-Content-Signature': sign(body) }, `?sig=${sign(body)}`);
}

async function keysLike(pattern: string): Promise<string[]> {
  const { inbox } = schema;
  const rows = await gateway.database.db.select().from(inbox).where(like(inbox.eventKey, pattern));
  return rows.map(({ eventKey }) => eventKey).sort();
}

function started(token: string, subscribed: boolean): string {
  return `{"event":"conversation_started","message_token":${token},"type":"open","user":${USER},"subscribed":${subscribed}}`;
}

function message(token: string): string {
  return `{"event":"message","message_token":${token},"sender":${USER},"message":{"type":"text","text":"hi"}}`;
}

describe('a person who opens the chat', () => {
  test('is greeted in the answer, and in the same words when the callback comes again', async () => {
    const body = started('5790000000000000101', false);
    const answers = [await postSigned(body), await postSigned(body)];
    const [first, again] = await Promise.all(answers.map((answer) => answer.text()));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[0]?.headers.get('content-type')).toMatch(/^application\/json/);
    expect(again).toBe(first);
    expect(JSON.parse(first ?? '')).toEqual({
      sender: { name: 'Անիի փուռը' },
      type: 'text',
      text: expect.stringMatching(/.{20}/),
      keyboard: expect.objectContaining({ Type: 'keyboard' }),
    });
    expect(await keysLike('started:%')).toEqual(['started:5790000000000000101']);
  });

  test('and is subscribed already is not: the bot may write to them', async () => {
    const answer = await postSigned(started('5790000000000000103', true));
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });

  test('never sees the greeting of another person', async () => {
    await postSigned(started('5790000000000000105', false));
    const answer = await postSigned(message('5790000000000000107'));
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });
});

describe('the door of a Viber bot', () => {
  test('tells tokens apart that are one JavaScript number', async () => {
    const bodies = ['5790000000000000405', '5790000000000000406'].map(message);
    for (const body of [...bodies, ...bodies]) await postSigned(body);
    expect(await keysLike('message:57900000000000004%')).toEqual([
      'message:5790000000000000405',
      'message:5790000000000000406',
    ]);
  });

  test('takes the delivery of one message to several people and devices once per person', async () => {
    for (const person of ['a==', 'b==', 'a==']) {
      const body = `{"event":"delivered","message_token":5790000000000000301,"user_id":"${person}"}`;
      expect((await postSigned(body)).status).toBe(200);
    }
    expect(await keysLike('receipt:%')).toEqual([
      'receipt:delivered:5790000000000000301:a==',
      'receipt:delivered:5790000000000000301:b==',
    ]);
  });

  test.each([
    ['the check of the address', '{"event":"webhook","message_token":5790000000000000001}'],
    ['a swapped token', '{"event":"webhook","timestamp":4987034606158369000,"message_token":1}'],
    ['an event of the future', '{"event":"teleported","timestamp":1,"message_token":1}'],
    ['an action', `{"event":"action","message_token":7,"user":${USER}}`],
    ['a status of the client', '{"event":"client_status","message_token":8,"status":{"code":0}}'],
    ['a message without content', `{"event":"message","message_token":9,"sender":${USER}}`],
  ])('answers 200 to %s', async (_name, body) => {
    const answer = await postSigned(body);
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });

  test.each([
    ['no signature', {}],
    ['the signature of other bytes', { 'X-Viber-Content-Signature': sign('{}') }],
    ['something else', { 'X-Viber-Content-Signature': 'invalidsig' }],
  ])('refuses %s, also when the address carries the right one', async (_name, headers) => {
    const body = message('5790000000000000999');
    const answer = await post(body, headers, `?sig=${sign(body)}`);
    expect([answer.status, await answer.text()]).toEqual([401, '']);
    expect(await keysLike('%5790000000000000999')).toEqual([]);
  });

  test('refuses what is signed but not JSON', async () => {
    expect((await postSigned('invalid')).status).toBe(400);
  });
});
