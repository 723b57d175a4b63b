import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Executor, Transaction } from '../connect.ts';
import { order, orderItem, product } from '../schema/order.ts';
import { paymentRequest } from '../schema/payment.ts';

export type Order = typeof order.$inferSelect;
export type OrderItem = typeof orderItem.$inferSelect;
export type ProductRow = typeof product.$inferSelect;
export type PaymentRequest = typeof paymentRequest.$inferSelect;

/** An order with its items and its newest payment request. */
export type OrderRecord = { order: Order; items: OrderItem[]; request: PaymentRequest };

export async function latestOrder(
  tx: Executor,
  conversationId: string,
): Promise<OrderRecord | undefined> {
  const [row] = await tx
    .select({ order })
    .from(order)
    .where(eq(order.conversationId, conversationId))
    .orderBy(desc(order.createdAt), desc(order.id))
    .limit(1);
  return row ? orderRecord(tx, row.order) : undefined;
}

export async function findOrder(tx: Executor, id: string): Promise<OrderRecord | undefined> {
  const [row] = await tx.select().from(order).where(eq(order.id, id));
  return row ? orderRecord(tx, row) : undefined;
}

async function orderRecord(tx: Executor, row: Order): Promise<OrderRecord | undefined> {
  const items = await tx
    .select()
    .from(orderItem)
    .where(eq(orderItem.orderId, row.id))
    .orderBy(asc(orderItem.id));
  const [request] = await tx
    .select()
    .from(paymentRequest)
    .where(eq(paymentRequest.orderId, row.id))
    .orderBy(desc(paymentRequest.createdAt), desc(paymentRequest.id))
    .limit(1);
  return request ? { order: row, items, request } : undefined;
}

export async function listProducts(db: Executor): Promise<ProductRow[]> {
  return db
    .select()
    .from(product)
    .where(eq(product.active, true))
    .orderBy(asc(product.merchantId), asc(product.position));
}

export async function nextOrderNumber(tx: Transaction): Promise<string> {
  const { rows } = await tx.execute<{ number: string }>(
    sql`select nextval('order_number')::text as number`,
  );
  const [row] = rows;
  if (!row) throw new Error('The order number sequence gave nothing');
  return row.number;
}

export async function insertOrder(
  tx: Transaction,
  row: typeof order.$inferInsert,
  items: (typeof orderItem.$inferInsert)[],
): Promise<void> {
  await tx.insert(order).values(row);
  await tx.insert(orderItem).values(items);
}

export async function saveOrder(
  tx: Transaction,
  id: string,
  changes: Partial<typeof order.$inferInsert> & { paidNow?: boolean },
): Promise<void> {
  const { paidNow, ...columns } = changes;
  await tx
    .update(order)
    .set({ ...columns, ...(paidNow ? { paidAt: sql`clock_timestamp()` } : {}) })
    .where(and(eq(order.id, id)));
}
