import type { Currency, Language, OrderStatus, RequestStatus } from '@chatpay/core';
import { type SQL, sql } from 'drizzle-orm';
import type { Executor } from '../connect.ts';
import { uuidArray } from './uuid-array.ts';

/** An order as conversations and pages speak of it, with its newest payment request. */
export type OrderRecord = {
  order: {
    id: string;
    merchantId: string;
    conversationId: string;
    number: string;
    status: OrderStatus;
    totalMinor: number;
    currency: Currency;
    inReview: boolean;
  };
  items: { sku: string; names: Record<Language, string>; quantity: number; unitMinor: number }[];
  request: { id: string; token: string; status: RequestStatus };
};

export async function latestOrder(
  db: Executor,
  conversationId: string,
): Promise<OrderRecord | undefined> {
  const [latest] = await readOrders(
    db,
    sql`placed.id = (
      select id from "order" where conversation_id = ${conversationId}
      order by created_at desc, id desc limit 1)`,
  );
  return latest;
}

export async function findOrder(db: Executor, id: string): Promise<OrderRecord | undefined> {
  return (await findOrders(db, [id])).get(id);
}

export async function findOrders(db: Executor, ids: string[]): Promise<Map<string, OrderRecord>> {
  if (ids.length === 0) return new Map();
  const records = await readOrders(db, sql`placed.id = any(${uuidArray(ids)}::uuid[])`);
  return new Map(records.map((record) => [record.order.id, record]));
}

/** One statement by hand: it runs for every event of every conversation. */
async function readOrders(db: Executor, which: SQL): Promise<OrderRecord[]> {
  const { rows } = await db.execute<OrderRecord>(sql`
    select
      json_build_object(
        'id', placed.id, 'merchantId', placed.merchant_id,
        'conversationId', placed.conversation_id, 'number', placed.number,
        'status', placed.status, 'totalMinor', placed.total_minor,
        'currency', placed.currency, 'inReview', placed.in_review) as "order",
      (select json_agg(json_build_object(
          'sku', item.sku, 'names', item.names,
          'quantity', item.quantity, 'unitMinor', item.unit_minor) order by item.id)
        from order_item item where item.order_id = placed.id) as items,
      (select json_build_object('id', asked.id, 'token', asked.token, 'status', asked.status)
        from payment_request asked where asked.order_id = placed.id
        order by asked.created_at desc, asked.id desc limit 1) as request
    from "order" placed
    where ${which}`);
  return rows.filter(({ request }) => request !== null);
}
