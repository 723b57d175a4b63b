import { type ChannelEvent, newId } from '@chatpay/core';
import { schema } from '@chatpay/db';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { asc, eq } from 'drizzle-orm';
import { advanceConversations } from './advance-conversations.ts';
import { sealBody } from './event-body.ts';
import { createRecorder } from './record-events.ts';
import { openTestShop, type TestShop } from './testing/open-test-shop.ts';

const { contact, lane, message } = schema;
const PAY_PAGE = 'https://pay.example/pay/Zk3hT1vQp0aB7mXcR9sLwA';

let shop: TestShop;

beforeAll(async () => {
  shop = await openTestShop('viber-bakery', 'viber');
});
afterAll(() => shop.close());

/** A customer of Viber who has not written yet. */
async function customer() {
  const [open] = (await shop.deps.directory.read()).channels.values();
  if (!open) throw new Error('The test shop has no channel');
  const { db } = shop.database;
  const { id: accountId, merchantId } = open.account;
  const person = newId();
  return {
    async sends(event: ChannelEvent, occurredAt = new Date()): Promise<void> {
      const body = { event, profile: null, occurredAt: occurredAt.toISOString() };
      await createRecorder(shop.deps)([
        {
          id: newId(),
          merchantId,
          accountId,
          source: 'channel',
          person,
          eventKey: newId(),
          state: 'ready',
          reason: null,
          body: sealBody(shop.deps.sealer, accountId, { ...body, cardNumber: false }),
        },
      ]);
      const [own] = await db.select().from(lane).where(eq(lane.person, person));
      await advanceConversations(shop.deps, [own?.id ?? '']);
    },
    async messages() {
      const [own] = await db.select().from(lane).where(eq(lane.person, person));
      const ofPerson = eq(message.conversationId, own?.id ?? '');
      return db.select().from(message).where(ofPerson).orderBy(asc(message.createdAt));
    },
    async isReachable(): Promise<boolean | undefined> {
      const [row] = await db.select().from(contact).where(eq(contact.externalId, person));
      return row?.reachable;
    },
  };
}

function text(words: string): ChannelEvent {
  const nothing = { payload: null, phone: null, attachments: [], referral: null };
  return { type: 'message', messageId: newId(), text: words, ...nothing };
}

describe('the address of a pay page, sent by a tap on its button', () => {
  test('is kept and not answered', async () => {
    const { sends, messages } = await customer();
    await sends(text(PAY_PAGE));
    expect(await messages()).toMatchObject([
      { direction: 'in', content: null, detail: { unsupported: 'link-echo' } },
    ]);
  });

  test.each([
    ['among words', `${PAY_PAGE} does not open`],
    ['of somebody else', 'https://elsewhere.example/pay/1'],
  ])('%s is what the customer wrote, and answered', async (_case, words) => {
    const { sends, messages } = await customer();
    await sends(text(words));
    const stored = await messages();
    expect(stored.map(({ direction }) => direction)).toContain('out');
    expect(stored.find(({ direction }) => direction === 'in')?.content).toMatchObject({
      text: words,
    });
  });
});

describe('a person who left', () => {
  test.each(['link-echo', 'message'])('can be reached again after a %s', async (kind) => {
    const { sends, isReachable } = await customer();
    await sends({ type: 'unsubscribed' });
    expect(await isReachable()).toBe(false);
    await sends({ type: 'unsupported', kind, messageId: newId() });
    expect(await isReachable()).toBe(true);
  });

  test('is gone, whatever was said before', async () => {
    const { sends, isReachable } = await customer();
    await sends(text('hello'));
    await sends({ type: 'unsubscribed' });
    expect(await isReachable()).toBe(false);
  });

  test('and wrote again is not gone when the farewell arrives only then', async () => {
    const { sends, isReachable } = await customer();
    const leftAt = new Date(Date.now() - 10 * 60_000);
    await sends(text('I am back'));
    await sends({ type: 'unsubscribed' }, leftAt);
    expect(await isReachable()).toBe(true);
  });

  test('is gone when the time of the farewell cannot be true', async () => {
    const { sends, isReachable } = await customer();
    await sends(text('hello'));
    await sends({ type: 'unsubscribed' }, new Date('2016-03-12T06:56:37Z'));
    expect(await isReachable()).toBe(false);
  });

  test('is still gone when the account tells something else', async () => {
    const { sends, isReachable } = await customer();
    await sends({ type: 'unsubscribed' });
    await sends({ type: 'unsupported', kind: 'client_status', messageId: newId() });
    expect(await isReachable()).toBe(false);
  });
});
