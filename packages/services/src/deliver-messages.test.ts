import { schema } from '@chatpay/db';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { asc, eq } from 'drizzle-orm';
import { deliverMessages } from './deliver-messages.ts';
import { MAX_ATTEMPTS } from './retry-delay.ts';
import {
  openTestShop,
  placeTestOrder,
  queueMessage,
  type TestOrder,
  type TestShop,
} from './testing/open-test-shop.ts';

const { message, conversation } = schema;

let shop: TestShop;

beforeAll(async () => {
  shop = await openTestShop();
  shop.deps.timing.deliveryLeaseMs = 400;
  shop.deps.timing.evidenceWaitMs = 0;
});
afterEach(() => {
  shop.channel.answers.length = 0;
  shop.channel.sent.length = 0;
});
afterAll(() => shop.close());

async function messagesOf(order: TestOrder) {
  return shop.database.db
    .select()
    .from(message)
    .where(eq(message.conversationId, order.conversation))
    .orderBy(asc(message.seq));
}

function textsSent(): (string | undefined)[] {
  return shop.channel.sent.map(({ content }) => content.text);
}

describe('delivery', () => {
  test('sends in order and records what the platform called each message', async () => {
    const order = await placeTestOrder(shop);
    const ids = [];
    for (const seq of [1, 2, 3]) ids.push(await queueMessage(shop, order, { seq }));
    await deliverMessages(shop.deps, order.conversation);
    expect(textsSent()).toEqual(['message 1', 'message 2', 'message 3']);
    const rows = await messagesOf(order);
    expect(rows.map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
    expect(rows.map(({ externalId }) => externalId)).toEqual(ids.map((id) => `m_${id}`));
    expect(rows.map(({ attempts }) => attempts)).toEqual([1, 1, 1]);
  });

  test('by many workers at once sends every message once and in order', async () => {
    const order = await placeTestOrder(shop);
    for (let seq = 1; seq <= 8; seq += 1) await queueMessage(shop, order, { seq });
    await Promise.all(
      Array.from({ length: 6 }, () => deliverMessages(shop.deps, order.conversation)),
    );
    expect(textsSent()).toEqual(
      Array.from({ length: 8 }, (_none, index) => `message ${index + 1}`),
    );
  });

  test('a message that was provably not sent keeps those behind it waiting', async () => {
    const order = await placeTestOrder(shop);
    await queueMessage(shop, order, { seq: 1 });
    await queueMessage(shop, order, { seq: 2 });
    shop.channel.answers.push(() => ({
      kind: 'retry',
      reason: 'throttled',
      scope: 'account',
      afterMs: 60_000,
    }));
    await deliverMessages(shop.deps, order.conversation);
    await deliverMessages(shop.deps, order.conversation);
    expect(textsSent()).toEqual([]);
    const [first, second] = await messagesOf(order);
    expect(first).toMatchObject({ state: 'retry', attempts: 0, reason: 'throttled' });
    expect(second).toMatchObject({ state: 'queued' });
    expect(first?.dueAt.getTime()).toBeGreaterThan(Date.now() + 50_000);
  });

  test('trouble of the message itself ends after many attempts and the lane goes on', async () => {
    const order = await placeTestOrder(shop);
    await queueMessage(shop, order, { seq: 1 });
    await queueMessage(shop, order, { seq: 2 });
    for (let attempt = 1; attempt <= MAX_ATTEMPTS.reply; attempt += 1) {
      shop.channel.answers.push(() => ({
        kind: 'retry',
        reason: 'odd',
        scope: 'message',
        afterMs: null,
      }));
      await deliverMessages(shop.deps, order.conversation);
      await shop.database.db
        .update(message)
        .set({ dueAt: new Date(0) })
        .where(eq(message.conversationId, order.conversation));
    }
    await deliverMessages(shop.deps, order.conversation);
    expect((await messagesOf(order)).map(({ state }) => state)).toEqual(['refused', 'sent']);
  });

  test('an unknown send of the bot is repeated once, with the same correlation', async () => {
    const order = await placeTestOrder(shop);
    const id = await queueMessage(shop, order, { seq: 1, class: 'payment_notice' });
    const seen: string[] = [];
    shop.channel.answers.push((sent) => {
      seen.push(sent.id);
      return { kind: 'unknown', reason: 'timeout' };
    });
    await deliverMessages(shop.deps, order.conversation);
    await deliverMessages(shop.deps, order.conversation);
    expect([...seen, ...shop.channel.sent.map((sent) => sent.id)]).toEqual([id, id]);
    expect((await messagesOf(order)).map(({ state }) => state)).toEqual(['sent']);
  });

  test('an unknown send of what a person typed is never repeated by itself', async () => {
    const order = await placeTestOrder(shop);
    await queueMessage(shop, order, { seq: 1, class: 'typed', author: 'manager' });
    await queueMessage(shop, order, { seq: 2 });
    shop.channel.answers.push(() => ({ kind: 'unknown', reason: 'timeout' }));
    for (let turn = 0; turn < 4; turn += 1) await deliverMessages(shop.deps, order.conversation);
    expect(textsSent()).toEqual(['message 2']);
    expect((await messagesOf(order)).map(({ state }) => state)).toEqual(['unknown', 'sent']);
  });

  test('an echo that is faster than the answer is not overwritten', async () => {
    const order = await placeTestOrder(shop);
    const id = await queueMessage(shop, order, { seq: 1 });
    shop.channel.answers.push(async () => {
      await shop.database.db
        .update(message)
        .set({ state: 'seen', externalId: 'm_echo' })
        .where(eq(message.id, id));
      return { kind: 'sent', externalId: 'm_answer' };
    });
    await deliverMessages(shop.deps, order.conversation);
    expect(await messagesOf(order)).toMatchObject([{ state: 'seen', externalId: 'm_echo' }]);
  });

  test.each([
    ['after a takeover the bot’s questions are dropped', 'reply', 'cancelled'],
    ['after a takeover news about money is still told', 'payment_notice', 'sent'],
  ] as const)('%s', async (_name, messageClass, state) => {
    const order = await placeTestOrder(shop);
    await queueMessage(shop, order, { seq: 1, class: messageClass });
    await shop.database.db
      .update(conversation)
      .set({ mode: 'manager' })
      .where(eq(conversation.id, order.conversation));
    await deliverMessages(shop.deps, order.conversation);
    expect((await messagesOf(order)).map((row) => row.state)).toEqual([state]);
  });

  test('outside the messaging window nothing is sent and the reason is kept', async () => {
    const order = await placeTestOrder(shop);
    await queueMessage(shop, order, { seq: 1 });
    await shop.database.db
      .update(conversation)
      .set({ windowExpiresAt: new Date(Date.now() - 1_000) })
      .where(eq(conversation.id, order.conversation));
    await deliverMessages(shop.deps, order.conversation);
    expect(textsSent()).toEqual([]);
    expect(await messagesOf(order)).toMatchObject([{ state: 'refused', reason: 'window_closed' }]);
  });

  test('a worker that lost its lane to another one starts nothing more', async () => {
    const order = await placeTestOrder(shop);
    await queueMessage(shop, order, { seq: 1 });
    await queueMessage(shop, order, { seq: 2 });
    const overtaken = { done: false };
    shop.channel.answers.push(async () => {
      await shop.database.db
        .update(conversation)
        .set({ deliveryLeaseUntil: new Date(0) })
        .where(eq(conversation.id, order.conversation));
      await shop.database.db
        .update(conversation)
        .set({ deliveryFence: 99, deliveryLeaseUntil: new Date(Date.now() + 60_000) })
        .where(eq(conversation.id, order.conversation));
      overtaken.done = true;
      return { kind: 'sent', externalId: 'm_1' };
    });
    await deliverMessages(shop.deps, order.conversation);
    expect(overtaken.done).toBe(true);
    expect((await messagesOf(order)).map(({ state }) => state)).toEqual(['sent', 'queued']);
  });

  test('a person who just wrote and cannot be reached is tried once more', async () => {
    const order = await placeTestOrder(shop);
    const refuse = () =>
      ({ kind: 'refused', reason: 'person_unavailable', detail: 'notSubscribed' }) as const;
    await queueMessage(shop, order, {
      seq: 1,
      direction: 'in',
      state: 'received',
      author: 'customer',
    });
    await queueMessage(shop, order, { seq: 1 });
    await queueMessage(shop, order, { seq: 2 });
    shop.channel.answers.push(refuse);
    await deliverMessages(shop.deps, order.conversation);
    await shop.database.db
      .update(message)
      .set({ dueAt: new Date(0) })
      .where(eq(message.conversationId, order.conversation));
    shop.channel.answers.push(refuse);
    await deliverMessages(shop.deps, order.conversation);
    const rows = await messagesOf(order);
    const outgoing = rows.filter(({ direction }) => direction === 'out');
    expect(outgoing).toMatchObject([
      { state: 'refused', attempts: 2 },
      { state: 'refused', reason: 'person_unavailable', attempts: 0 },
    ]);
  });

  test('a message left in sending by a dead worker is unknown, not sent again at once', async () => {
    const order = await placeTestOrder(shop);
    shop.deps.timing.evidenceWaitMs = 60_000;
    await queueMessage(shop, order, { seq: 1, state: 'sending', attempts: 1 });
    await deliverMessages(shop.deps, order.conversation);
    shop.deps.timing.evidenceWaitMs = 0;
    expect(textsSent()).toEqual([]);
    expect(await messagesOf(order)).toMatchObject([{ state: 'unknown' }]);
  });
});
