import { newId } from '@chatpay/core';
import { schema } from '@chatpay/db';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { advanceConversations } from './advance-conversations.ts';
import { type ChannelBody, sealBody } from './event-body.ts';
import { createRecorder } from './record-events.ts';
import { openTestShop, type TestShop } from './testing/open-test-shop.ts';

type Echo = Extract<ChannelBody['event'], { type: 'echo' }>;

const { channelAccount, conversation, message } = schema;
const OUR_APP = '1517770000000001';
const PAGE_INBOX = '263902037430900';

let shop: TestShop;

beforeAll(async () => {
  shop = await openTestShop();
  await shop.database.db.update(channelAccount).set({ settings: { appId: OUR_APP } });
});
afterAll(() => shop.close());

test.each([
  ['our own app, unknown to us, is no takeover', OUR_APP, 'bot', 'bot'],
  ['the Page Inbox is one', PAGE_INBOX, 'manager', 'app'],
  ['nobody in particular is one', null, 'manager', 'app'],
])('an echo of what came from %s', async (person, appId, mode, author) => {
  const id = await receive(person, echo({ appId }));
  expect(await modeOf(id)).toBe(mode);
  expect(await sentIn(id)).toMatchObject([{ author, state: 'sent' }]);
});

test.each([
  ['with a link is ours', { label: 'Pay', url: 'https://pay.example/x' }, 'bot', 'sent'],
  ['without one is what a person attached', null, 'manager', 'sending'],
])('an echo without words while a message %s', async (person, link, mode, state) => {
  shop.channel.capabilities.echoesCorrelation = false;
  const id = await receive(person, hello());
  const content = { text: 'words', choices: [], link };
  await shop.database.db
    .update(message)
    .set({ state: 'sending', content })
    .where(eq(message.author, 'bot'));
  await receive(person, echo({ text: null }));
  shop.channel.capabilities.echoesCorrelation = true;
  expect(await modeOf(id)).toBe(mode);
  expect((await sentIn(id))[0]).toMatchObject({ author: 'bot', state });
});

function echo(given: Partial<Echo>): Echo {
  const messageId = newId();
  return { type: 'echo', messageId, text: 'words', correlation: null, appId: null, ...given };
}

function hello(): ChannelBody['event'] {
  const nothing = { payload: null, phone: null, attachments: [], referral: null };
  return { type: 'message', messageId: newId(), text: 'hello', ...nothing };
}

/** Handles the event and returns its conversation. */
async function receive(person: string, event: ChannelBody['event']): Promise<string> {
  const [open] = (await shop.deps.directory.read()).channels.values();
  if (!open) throw new Error('The test shop has no channel');
  const { id: accountId, merchantId } = open.account;
  const occurredAt = new Date().toISOString();
  const body = { event, profile: null, occurredAt, cardNumber: false };
  const [stored] = await createRecorder(shop.deps)([
    {
      id: newId(),
      merchantId,
      accountId,
      source: 'channel',
      person,
      eventKey: newId(),
      state: 'ready',
      reason: null,
      body: sealBody(shop.deps.sealer, accountId, body),
    },
  ]);
  const lane = stored?.laneId ?? '';
  await advanceConversations(shop.deps, [lane]);
  return lane;
}

async function modeOf(id: string) {
  const rows = await shop.database.db.select().from(conversation).where(eq(conversation.id, id));
  return rows[0]?.mode;
}

async function sentIn(id: string) {
  const rows = await shop.database.db
    .select()
    .from(message)
    .where(eq(message.conversationId, id))
    .orderBy(message.seq);
  return rows.filter(({ direction }) => direction === 'out');
}
