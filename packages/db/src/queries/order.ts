import { and, asc, eq, sql } from 'drizzle-orm';
import type { Executor, Transaction } from '../connect.ts';
import { order, orderItem, product } from '../schema/order.ts';
import type { paymentRequest } from '../schema/payment.ts';

export type Order = typeof order.$inferSelect;
export type ProductRow = typeof product.$inferSelect;
export type PaymentRequest = typeof paymentRequest.$inferSelect;

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
