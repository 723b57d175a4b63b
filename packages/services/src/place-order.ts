import type { Effect, Product } from '@chatpay/core';
import { newId, newToken } from '@chatpay/core';
import type { Conversation, OrderRecord, Transaction } from '@chatpay/db';
import { findOrder, insertOrder, insertRequest, nextOrderNumber } from '@chatpay/db';
import { appendJournal } from './append-journal.ts';
import type { OpenProvider } from './directory.ts';

type PlaceOrder = Extract<Effect, { type: 'place-order' }>;

/**
 * Writes the order, its items, its payment request with the link, and the first journal entry, in
 * the turn's own transaction. No provider is called: the link is ours. Throws when an item is not
 * in the catalogue any more; the turn is then tried again with the catalogue of that moment.
 */
export async function placeOrder(
  tx: Transaction,
  to: { conversation: Conversation; products: Product[]; provider: OpenProvider; evidence: string },
  effect: PlaceOrder,
): Promise<OrderRecord> {
  const lines = effect.items.map(({ sku, quantity }) => {
    const product = to.products.find((candidate) => candidate.sku === sku);
    if (!product) throw new Error(`Product ${sku} is not in the catalogue`);
    return { product, quantity };
  });
  const [first] = lines;
  if (!first) throw new Error('An order needs at least one item');
  const { currency } = first.product.price;
  const totalMinor = lines.reduce(
    (sum, { product, quantity }) => sum + product.price.minor * quantity,
    0,
  );
  const { merchantId, id: conversationId, contactId } = to.conversation;
  const orderId = newId();
  await insertOrder(
    tx,
    {
      id: orderId,
      merchantId,
      conversationId,
      contactId,
      number: await nextOrderNumber(tx),
      status: 'awaiting_payment',
      totalMinor,
      currency,
      phone: effect.phone,
      address: effect.address,
    },
    lines.map(({ product, quantity }) => ({
      id: newId(),
      merchantId,
      orderId,
      sku: product.sku,
      names: product.names,
      quantity,
      unitMinor: product.price.minor,
    })),
  );
  await createRequest(tx, {
    merchantId,
    orderId,
    amount: { minor: totalMinor, currency },
    provider: to.provider,
    evidence: to.evidence,
  });
  const record = await findOrder(tx, orderId);
  if (!record) throw new Error(`Order ${orderId} was not stored`);
  return record;
}

/** A new link for an order. The database refuses a second live one. */
export async function createRequest(
  tx: Transaction,
  to: {
    merchantId: string;
    orderId: string;
    amount: Product['price'];
    provider: OpenProvider;
    evidence: string;
  },
): Promise<void> {
  const requestId = newId();
  await insertRequest(
    tx,
    {
      id: requestId,
      merchantId: to.merchantId,
      orderId: to.orderId,
      paymentAccountId: to.provider.account.id,
      token: newToken(),
      amountMinor: to.amount.minor,
      currency: to.amount.currency,
      status: 'pending',
    },
    to.provider.merchant.settings.linkLifetimeMinutes,
  );
  const subject = {
    merchantId: to.merchantId,
    orderId: to.orderId,
    requestId,
    paymentAccountId: to.provider.account.id,
    actor: 'customer' as const,
    evidence: to.evidence,
  };
  const { amount } = to;
  const nothing = { attemptId: null, transactionId: null, reason: null };
  await appendJournal(tx, [{ subject, drafts: [{ kind: 'request_created', amount, ...nothing }] }]);
}
