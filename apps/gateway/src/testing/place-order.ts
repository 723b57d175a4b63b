import { type Language, newId, newToken } from '@chatpay/core';
import { schema } from '@chatpay/db';
import type { startTestGateway } from './start-test-gateway.ts';

type Gateway = Awaited<ReturnType<typeof startTestGateway>>;
type Names = Record<Language, string>;

/** How an order of 3 600 dram stands when a test opens its page. */
export type Standing = {
  language?: Language;
  status?: (typeof schema.paymentRequest.$inferSelect)['status'];
  attempt?: (typeof schema.attempt.$inferSelect)['status'];
  order?: (typeof schema.order.$inferSelect)['status'];
  inReview?: boolean;
  /** The attempt never got a session. */
  sessionless?: boolean;
  /** Past its expiry although the clock has not settled it. */
  overdue?: boolean;
  names?: Names;
};

const GATA: Names = { hy: 'Գաթա', ru: 'Гата', en: 'Gata' };
const HOUR_MS = 3_600_000;

/** Writes an order of two gatas with its payment request, as a conversation would have. */
export async function placeOrder(gateway: Gateway, standing: Standing = {}) {
  const { db } = gateway.database;
  const snapshot = await gateway.deps.directory.read();
  const open = snapshot.channelsByKey.get('demo-messenger');
  const payments = snapshot.providersByKey.get('demo-vpos');
  if (!open || !payments) throw new Error('The demo shop has no accounts');
  const { merchantId, id: accountId } = open.account;
  const ids = { lane: newId(), contact: newId(), order: newId(), request: newId() };
  const number = ids.order.slice(-12);
  const person = `person-${ids.contact}`;

  await db.insert(schema.lane).values({ id: ids.lane, merchantId, accountId, person, seq: 0 });
  await db
    .insert(schema.contact)
    .values({ id: ids.contact, merchantId, accountId, externalId: person });
  await db.insert(schema.conversation).values({
    id: ids.lane,
    merchantId,
    accountId,
    contactId: ids.contact,
    flow: 'shop',
    language: standing.language ?? 'en',
  });
  await db.insert(schema.order).values({
    id: ids.order,
    merchantId,
    conversationId: ids.lane,
    contactId: ids.contact,
    number,
    status: standing.order ?? (standing.status === 'paid' ? 'paid' : 'awaiting_payment'),
    inReview: standing.inReview ?? standing.status === 'manual_review',
    totalMinor: 360_000,
    currency: 'AMD',
    phone: '+37491000000',
    address: 'Abovyan 1',
  });
  await db.insert(schema.orderItem).values({
    id: newId(),
    merchantId,
    orderId: ids.order,
    sku: 'gata',
    names: standing.names ?? GATA,
    quantity: 2,
    unitMinor: 180_000,
  });
  const paymentAccountId = payments.account.id;
  const token = await requestPayment(gateway, standing, { ...ids, merchantId, paymentAccountId });
  return { number, token, path: `/pay/${token}` };
}

async function requestPayment(
  { database: { db } }: Gateway,
  { status = 'pending', overdue = false, attempt, sessionless = false }: Standing,
  to: { request: string; order: string; merchantId: string; paymentAccountId: string },
): Promise<string> {
  const { merchantId, paymentAccountId } = to;
  const token = newToken();
  const expiresAt = new Date(Date.now() + (overdue ? -HOUR_MS : HOUR_MS));
  await db.insert(schema.paymentRequest).values({
    id: to.request,
    merchantId,
    orderId: to.order,
    paymentAccountId,
    token,
    amountMinor: 360_000,
    currency: 'AMD',
    status,
    expiresAt,
    dueAt: expiresAt,
  });
  if (attempt) {
    const id = newId();
    await db.insert(schema.attempt).values({
      id,
      merchantId,
      requestId: to.request,
      paymentAccountId,
      number: 1,
      status: attempt,
      ...(sessionless
        ? {}
        : { providerRef: `ps_${id}`, redirectUrl: `https://bank.example/checkout/${id}` }),
      sessionExpiresAt: new Date(Date.now() + HOUR_MS),
    });
  }
  return token;
}

/** Everything stored, as one digest per table: equal digests mean that no row changed. */
export async function contentsOf({ database }: Gateway): Promise<Record<string, string>> {
  const { rows } = await database.pool.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public' order by 1`,
  );
  const contents: Record<string, string> = {};
  for (const { name } of rows) {
    const { rows: found } = await database.pool.query<{ digest: string }>(
      `select count(*) || ' ' || md5(coalesce(string_agg(t::text, '' order by t::text), '')) as digest
       from ${name} t`,
    );
    contents[name] = found[0]?.digest ?? '';
  }
  return contents;
}
