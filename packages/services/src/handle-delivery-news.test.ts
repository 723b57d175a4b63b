import { newId } from '@chatpay/core';
import { schema } from '@chatpay/db';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { advanceConversation } from './advance-conversation.ts';
import { sealBody } from './event-body.ts';
import { createRecorder } from './record-events.ts';
import { openTestShop, type TestShop } from './testing/open-test-shop.ts';

const { channelAccount, contact, conversation, message } = schema;
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
  await receiveEcho(person, appId);
  const [row] = await shop.database.db
    .select({ mode: conversation.mode, author: message.author, state: message.state })
    .from(message)
    .innerJoin(conversation, eq(conversation.id, message.conversationId))
    .innerJoin(contact, eq(contact.id, conversation.contactId))
    .where(eq(contact.externalId, person));
  expect(row).toEqual({ mode, author, state: 'sent' });
});

async function receiveEcho(person: string, appId: string | null): Promise<void> {
  const [open] = (await shop.deps.directory.read()).channels.values();
  if (!open) throw new Error('The test shop has no channel');
  const { id: accountId, merchantId } = open.account;
  const messageId = newId();
  const event = { type: 'echo' as const, messageId, text: 'words', correlation: null, appId };
  const occurredAt = new Date().toISOString();
  const [stored] = await createRecorder(shop.deps)([
    {
      id: newId(),
      merchantId,
      accountId,
      source: 'channel',
      person,
      eventKey: `echo:${messageId}`,
      state: 'ready',
      reason: null,
      body: sealBody(shop.deps.sealer, accountId, {
        event,
        profile: null,
        occurredAt,
        cardNumber: false,
      }),
    },
  ]);
  await advanceConversation(shop.deps, stored?.laneId ?? '');
}
