import type { OrderRecord, Transaction } from '@chatpay/db';
import { findOrder, lockRequests, saveOrder } from '@chatpay/db';
import type { OpenProvider } from './directory.ts';
import { createRequest } from './place-order.ts';

const SPENT = new Set(['failed', 'expired', 'cancelled']);

/**
 * The link an order can be paid with now: the live one as long as there is one, a new one when the
 * old is spent. Never a second debt: an order that is paid or whose money is under review gets
 * nothing new.
 */
export async function renewLink(
  tx: Transaction,
  record: OrderRecord,
  by: { provider: OpenProvider; evidence: string },
): Promise<OrderRecord> {
  const request = (await lockRequests(tx, [record.request.id])).get(record.request.id);
  if (!request || !SPENT.has(request.status) || record.order.inReview) return record;
  if (record.order.status === 'paid') return record;
  const { merchantId, id: orderId, totalMinor: minor, currency } = record.order;
  await saveOrder(tx, orderId, { status: 'awaiting_payment' });
  await createRequest(tx, { merchantId, orderId, amount: { minor, currency }, ...by });
  return (await findOrder(tx, orderId)) ?? record;
}
