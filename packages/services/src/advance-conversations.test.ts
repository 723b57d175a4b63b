import { type ChannelEvent, newId } from '@chatpay/core';
import { type IncomingEvent, schema } from '@chatpay/db';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { asc, eq } from 'drizzle-orm';
import fc from 'fast-check';
import { advanceConversations } from './advance-conversations.ts';
import { applyPaymentEvents } from './apply-payment-events.ts';
import { sealBody } from './event-body.ts';
import { createRecorder, type RecordEvents } from './record-events.ts';
import {
  factOf,
  openTestAttempt,
  openTestShop,
  placeTestOrder,
  storeFact,
  type TestOrder,
  type TestShop,
} from './testing/open-test-shop.ts';

const { conversation, inbox, lane, message, order, paymentRequest } = schema;

let shop: TestShop;
let record: RecordEvents;
let account: { id: string; merchantId: string };

beforeAll(async () => {
  shop = await openTestShop();
  record = createRecorder(shop.deps);
  const [open] = (await shop.deps.directory.read()).channels.values();
  if (!open) throw new Error('The test shop has no channel');
  account = open.account;
});
afterAll(() => shop.close());

function incoming(person: string, event: ChannelEvent, key = newId()): IncomingEvent {
  return {
    id: newId(),
    merchantId: account.merchantId,
    accountId: account.id,
    source: 'channel',
    person,
    eventKey: key,
    state: 'ready',
    reason: null,
    body: sealBody(shop.deps.sealer, account.id, {
      event,
      profile: null,
      occurredAt: new Date().toISOString(),
      cardNumber: false,
    }),
  };
}

function text(words: string, messageId = newId()): ChannelEvent {
  return {
    type: 'message',
    messageId,
    text: words,
    payload: null,
    phone: null,
    attachments: [],
    referral: null,
  };
}

async function laneOf(person: string): Promise<string> {
  const [row] = await shop.database.db.select().from(lane).where(eq(lane.person, person));
  if (!row) throw new Error(`${person} has no lane`);
  return row.id;
}

async function say(person: string, ...words: string[]): Promise<string> {
  for (const each of words) {
    await record([incoming(person, text(each))]);
    await advanceConversations(shop.deps, [await laneOf(person)]);
  }
  return laneOf(person);
}

async function messagesOf(conversationId: string, direction: 'in' | 'out') {
  const rows = await shop.database.db
    .select()
    .from(message)
    .where(eq(message.conversationId, conversationId))
    .orderBy(asc(message.createdAt), asc(message.seq));
  return rows.filter((row) => row.direction === direction);
}

/** A lane that gave way to others, or whose first event was put off for a moment, is not done. */
async function hasWaiting(laneId: string): Promise<boolean> {
  const rows = await shop.database.db.select().from(inbox).where(eq(inbox.laneId, laneId));
  return rows.some(({ state }) => state === 'ready');
}

async function orderOf(conversationId: string) {
  const [row] = await shop.database.db
    .select()
    .from(order)
    .innerJoin(paymentRequest, eq(paymentRequest.orderId, order.id))
    .where(eq(order.conversationId, conversationId));
  if (!row) throw new Error('There is no order');
  return row;
}

const WALK = ['hello', 'menu', '1', '2', 'checkout', '091234567', 'Abovyan 12', 'yes'];

describe('a conversation', () => {
  test('leads from hello to an order with a link, and from the payment to the next step', async () => {
    const id = await say('walker', ...WALK);
    const { order: placed, payment_request: request } = await orderOf(id);
    expect(placed).toMatchObject({
      totalMinor: 360_000,
      phone: '+37491234567',
      status: 'awaiting_payment',
    });
    const link = (await messagesOf(id, 'out')).at(-1);
    expect(link).toMatchObject({ class: 'payment_link', state: 'queued' });
    expect(link?.content?.link?.url).toBe(`https://pay.example/pay/${request.token}`);

    const walked = {
      order: placed.id,
      request: request.id,
      conversation: id,
      contact: placed.contactId,
      token: request.token,
      merchantId: placed.merchantId,
      accountId: account.id,
      paymentAccountId: request.paymentAccountId,
    };
    const attemptId = await openTestAttempt(shop, walked);
    const paid = factOf(attemptId, { amount: { minor: 360_000, currency: 'AMD' } });
    for (let turn = 0; turn < 3; turn += 1) {
      await applyPaymentEvents(shop.deps, [await storeFact(shop, walked, paid)]);
      await advanceConversations(shop.deps, [id]);
    }
    const notices = (await messagesOf(id, 'out')).filter((row) => row.class === 'payment_notice');
    expect(notices).toHaveLength(1);
    expect(notices[0]?.content?.text).toContain('The next step');
  });

  test('is told of its payment together with others, and none is held up by a broken one', async () => {
    const orders: TestOrder[] = [];
    for (let n = 0; n < 4; n += 1) {
      const placed = await placeTestOrder(shop);
      const fact = factOf(await openTestAttempt(shop, placed));
      await applyPaymentEvents(shop.deps, [await storeFact(shop, placed, fact)]);
      orders.push(placed);
    }
    const [broken, ...healthy] = orders.map((placed) => placed.conversation);
    if (!broken) throw new Error('Four orders were placed');
    await shop.database.db
      .update(inbox)
      .set({ body: Buffer.from('not sealed') })
      .where(eq(inbox.laneId, broken));
    await record([incoming('talker', text('hello'))]);
    const talker = await laneOf('talker');

    const all = [broken, ...healthy, talker];
    await Promise.all([all, healthy, [talker]].map((ids) => advanceConversations(shop.deps, ids)));

    for (const id of healthy) {
      const said = await messagesOf(id, 'out');
      expect(said).toMatchObject([{ class: 'payment_notice', state: 'queued', seq: 1 }]);
      expect(shop.rung).toContainEqual({ name: 'deliver-messages', conversationId: id });
    }
    expect(await messagesOf(broken, 'out')).toEqual([]);
    expect(await hasWaiting(broken)).toBe(true);
    expect((await messagesOf(talker, 'out')).length).toBeGreaterThan(0);
  });

  test('asked again for the link gives the same one, never a second debt', async () => {
    const id = await say('asker', ...WALK, 'yes', 'pay', 'pay');
    const requests = await shop.database.db
      .select()
      .from(paymentRequest)
      .innerJoin(order, eq(order.id, paymentRequest.orderId))
      .where(eq(order.conversationId, id));
    expect(requests).toHaveLength(1);
    const links = (await messagesOf(id, 'out')).flatMap(({ content }) => content?.link?.url ?? []);
    expect(links.length).toBeGreaterThanOrEqual(3);
    expect(new Set(links).size).toBe(1);
  });

  test('an event that cannot be handled is parked after five tries and the lane goes on', async () => {
    const id = await say('poisoned', 'hello');
    await record([{ ...incoming('poisoned', text('x')), body: Buffer.from('not sealed') }]);
    await record([incoming('poisoned', text('menu', 'after-poison'))]);
    for (let turn = 0; turn < 6; turn += 1) {
      await advanceConversations(shop.deps, [id]);
      await shop.database.db
        .update(inbox)
        .set({ dueAt: new Date(0) })
        .where(eq(inbox.laneId, id));
    }
    const states = await shop.database.db
      .select({ state: inbox.state, attempts: inbox.attempts })
      .from(inbox)
      .where(eq(inbox.laneId, id))
      .orderBy(asc(inbox.seq));
    expect(states.map(({ state }) => state)).toEqual(['done', 'parked', 'done']);
    expect(states[1]?.attempts).toBe(5);
  });

  test('a person who answers in the platform silences the bot, and an echo of ours does not', async () => {
    const id = await say('echoed', 'hello');
    const [ours] = await messagesOf(id, 'out');
    const echo = (messageId: string, correlation: string | null): ChannelEvent => ({
      type: 'echo',
      messageId,
      text: 'words',
      correlation,
      appId: null,
    });
    await record([incoming('echoed', echo('m_1', ours?.id ?? ''))]);
    await advanceConversations(shop.deps, [id]);
    const mode = async () =>
      (await shop.database.db.select().from(conversation).where(eq(conversation.id, id)))[0]?.mode;
    expect(await mode()).toBe('bot');
    expect((await messagesOf(id, 'out'))[0]).toMatchObject({ state: 'sent', externalId: 'm_1' });

    await record([incoming('echoed', echo('m_2', null))]);
    await say('echoed', 'menu');
    expect(await mode()).toBe('manager');
    expect((await messagesOf(id, 'out')).map(({ author }) => author)).toEqual(['bot', 'app']);

    await shop.database.db
      .update(conversation)
      .set({ managerUntil: new Date(0) })
      .where(eq(conversation.id, id));
    await say('echoed', 'menu');
    expect(await mode()).toBe('bot');
  });

  test('that runs in a circle with another automaton is handed to a person', async () => {
    const id = await say('automaton', ...Array.from({ length: 45 }, () => 'hello'));
    const [row] = await shop.database.db.select().from(conversation).where(eq(conversation.id, id));
    expect(row).toMatchObject({ mode: 'manager' });
    expect((await messagesOf(id, 'out')).length).toBeLessThanOrEqual(40);
  });

  test('an unsent message is erased here as well', async () => {
    const id = await say('unsender', 'hello');
    await record([incoming('unsender', text('my secret', 'm_secret'))]);
    await record([incoming('unsender', { type: 'deleted', messageId: 'm_secret' })]);
    await advanceConversations(shop.deps, [id]);
    const rows = await messagesOf(id, 'in');
    expect(rows.find(({ externalId }) => externalId === 'm_secret')?.content).toBeNull();
  });

  test('two workers never reorder it, whatever the interleaving', async () => {
    const plan = fc.array(
      fc.record({ burst: fc.integer({ min: 1, max: 4 }), workers: fc.integer({ min: 1, max: 3 }) }),
      { minLength: 2, maxLength: 6 },
    );
    let run = 0;
    await fc.assert(
      fc.asyncProperty(plan, async (steps) => {
        run += 1;
        const person = `interleaved-${run}`;
        const working: Promise<void>[] = [];
        let said = 0;
        for (const { burst, workers } of steps) {
          const bursts = Array.from({ length: burst }, () => {
            said += 1;
            return incoming(person, text(`word ${said}`, `${person}:${said}`));
          });
          await record(bursts);
          const id = await laneOf(person);
          for (let n = 0; n < workers; n += 1) working.push(advanceConversations(shop.deps, [id]));
        }
        await Promise.all(working);
        const id = await laneOf(person);
        while (await hasWaiting(id)) await advanceConversations(shop.deps, [id]);
        const heard = (await messagesOf(id, 'in')).map(({ externalId }) => externalId);
        expect(heard).toEqual(Array.from({ length: said }, (_none, n) => `${person}:${n + 1}`));
        const outgoing = (await messagesOf(id, 'out')).map(({ seq }) => seq);
        expect(outgoing).toEqual(outgoing.map((_seq, index) => index + 1));
      }),
      { numRuns: 25 },
    );
  });
});
