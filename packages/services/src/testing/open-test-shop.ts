import {
  type ChannelName,
  type Job,
  newId,
  newToken,
  type PaymentEvent,
  silentLogger,
} from '@chatpay/core';
import { createSealer, schema } from '@chatpay/db';
import { type TestConnection, withDatabase } from '@chatpay/testing';
import { eq } from 'drizzle-orm';
import { applyShop } from '../apply-shop.ts';
import { DEFAULT_TIMING, type Deps } from '../deps.ts';
import { createDirectory } from '../directory.ts';
import { sealBody } from '../event-body.ts';
import { noFailpoint } from '../failpoint.ts';
import { createOutgoingLanes } from '../outgoing-lanes.ts';
import { shopFile } from '../shop-file.ts';
import { createStandInChannel, createStandInProvider } from './stand-ins.ts';

const { message, order, orderItem, paymentRequest, attempt, inbox, lane, contact, conversation } =
  schema;

const TEXT = { hy: 'Հաջորդ քայլը', ru: 'Следующий шаг', en: 'The next step' };

/** A shop on a real database, with stand-ins for the platform and the provider. */
export type TestShop = Awaited<ReturnType<typeof openTestShop>>;

export async function openTestShop(merchantKey = 'bakery', channelName: ChannelName = 'messenger') {
  const database = await withDatabase();
  const channel = createStandInChannel();
  const provider = createStandInProvider();
  const rung: Job[] = [];
  const sealer = createSealer(['a-test-key-a-test-key-a-test-key-a-test']);
  const adapters = {
    channel: () => ({ adapter: channel, signer: 'app' }),
    provider: () => provider,
  };
  await applyShop(
    { db: database.db, sealer, adapters, readSecret: () => undefined },
    testShopFile(merchantKey, channelName),
  );
  const deps: Deps = {
    db: database.db,
    pool: database.pool,
    queue: { enqueue: async (jobs) => void rung.push(...jobs) },
    sealer,
    logger: silentLogger,
    publicUrl: 'https://pay.example',
    timing: { ...DEFAULT_TIMING },
    failpoint: noFailpoint,
    random: () => 0.5,
    outgoing: createOutgoingLanes(database.db),
    directory: createDirectory({
      db: database.db,
      sealer,
      adapters,
      logger: silentLogger,
      monotonicMs: () => performance.now(),
    }),
  };
  return { database, channel, provider, rung, deps, close: () => database.drop() };
}

export function testShopFile(key: string, channel: ChannelName = 'messenger') {
  return shopFile.parse({
    key,
    name: 'Bakery',
    texts: { nextSteps: TEXT, support: TEXT },
    channels: [
      {
        channel,
        key: `${key}-page`,
        externalId: `page-${key}`,
        name: 'Bakery',
        credentials: { token: 't' },
      },
    ],
    payments: [{ provider: 'vpos', key: `${key}-vpos`, credentials: { token: 't' } }],
    catalogue: [{ sku: 'gata', names: TEXT, descriptions: TEXT, price: 1800 }],
  });
}

/** A conversation with one placed order of 1 800 dram and its pending payment request. */
export async function placeTestOrder({ database, deps }: TestShop) {
  const { db } = database;
  const snapshot = await deps.directory.read();
  const [open] = snapshot.channels.values();
  const [payments] = snapshot.providers.values();
  if (!open || !payments) throw new Error('The test shop has no accounts');
  const { merchantId, id: accountId } = open.account;
  const ids = { conversation: newId(), contact: newId(), order: newId(), request: newId() };
  const person = `person-${ids.contact}`;
  await db.insert(lane).values({ id: ids.conversation, merchantId, accountId, person, seq: 0 });
  await db.insert(contact).values({ id: ids.contact, merchantId, accountId, externalId: person });
  await db.insert(conversation).values({
    id: ids.conversation,
    merchantId,
    accountId,
    contactId: ids.contact,
    flow: 'shop',
    language: 'en',
  });
  await db.insert(order).values({
    id: ids.order,
    merchantId,
    conversationId: ids.conversation,
    contactId: ids.contact,
    number: ids.order.slice(-12),
    status: 'awaiting_payment',
    totalMinor: 180_000,
    currency: 'AMD',
    phone: '+37491000000',
    address: 'Abovyan 1',
  });
  await db.insert(orderItem).values({
    id: newId(),
    merchantId,
    orderId: ids.order,
    sku: 'gata',
    names: TEXT,
    quantity: 1,
    unitMinor: 180_000,
  });
  const token = newToken();
  const expiresAt = new Date(Date.now() + 3_600_000);
  await db.insert(paymentRequest).values({
    id: ids.request,
    merchantId,
    orderId: ids.order,
    paymentAccountId: payments.account.id,
    token,
    amountMinor: 180_000,
    currency: 'AMD',
    status: 'pending',
    expiresAt,
    dueAt: expiresAt,
  });
  return { ...ids, token, merchantId, accountId, paymentAccountId: payments.account.id };
}

export type TestOrder = Awaited<ReturnType<typeof placeTestOrder>>;

/** An attempt of a test order whose session is open at the provider. */
export async function openTestAttempt({ database }: TestShop, to: TestOrder, number = 1) {
  const id = newId();
  await database.db.insert(attempt).values({
    id,
    merchantId: to.merchantId,
    requestId: to.request,
    paymentAccountId: to.paymentAccountId,
    number,
    status: 'registered',
    providerRef: `ps_${id}`,
    redirectUrl: `https://provider.example/${id}`,
    sessionExpiresAt: new Date(Date.now() + 1_200_000),
    nextLookupAt: new Date(),
  });
  return id;
}

/** What a provider would say of an attempt of 1 800 dram. */
export function factOf(attemptId: string, changes: Partial<PaymentEvent> = {}): PaymentEvent {
  return {
    kind: 'succeeded',
    source: 'webhook',
    providerRef: `ps_${attemptId}`,
    attemptId,
    orderReference: null,
    transactionId: `tx_${attemptId}`,
    amount: { minor: 180_000, currency: 'AMD' },
    amountText: '180000 AMD',
    reason: null,
    occurredAt: new Date().toISOString(),
    ...changes,
  };
}

/** Puts a provider's event into the inbox, as the door would. */
export async function storeFact(
  { database, deps }: TestShop,
  to: TestOrder,
  event: PaymentEvent,
): Promise<string> {
  const id = newId();
  await database.db.insert(inbox).values({
    id,
    merchantId: to.merchantId,
    accountId: to.paymentAccountId,
    source: 'payment',
    eventKey: `evt_${id}`,
    state: 'ready',
    body: sealBody(deps.sealer, to.paymentAccountId, { event, raw: '{}' }),
    dueAt: new Date(),
    receivedAt: new Date(),
  });
  return id;
}

/** Queues something to say, in order. */
export async function queueMessage(
  { database }: TestShop,
  to: TestOrder,
  changes: Partial<typeof message.$inferInsert> & { seq: number },
): Promise<string> {
  const id = newId();
  await database.db.insert(message).values({
    id,
    merchantId: to.merchantId,
    conversationId: to.conversation,
    direction: 'out',
    author: 'bot',
    class: 'reply',
    content: { text: `message ${changes.seq}`, choices: [], link: null },
    state: 'queued',
    ...changes,
  });
  return id;
}

/** The rows that say how a test order stands. */
export async function standingOf({ database }: { database: TestConnection }, to: TestOrder) {
  const { db } = database;
  const [request] = await db.select().from(paymentRequest).where(eq(paymentRequest.id, to.request));
  const [placed] = await db.select().from(order).where(eq(order.id, to.order));
  const captures = await db
    .select()
    .from(schema.capture)
    .where(eq(schema.capture.requestId, to.request));
  const reviews = await db
    .select()
    .from(schema.reviewItem)
    .where(eq(schema.reviewItem.requestId, to.request));
  const told = await db.select().from(inbox).where(eq(inbox.laneId, to.conversation));
  if (!request || !placed) throw new Error('The test order is gone');
  return { request, order: placed, captures, reviews, told };
}
