import { and, eq } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { channelAccount, merchant, paymentAccount } from '../schema/merchant.ts';
import { product } from '../schema/order.ts';
import type { Merchant } from './account.ts';
import type { ProductRow } from './order.ts';

export type AccountKind = 'channel' | 'payment';

/** A stored account as a shop file would describe it, besides its sealed credentials. */
export type StoredAccount = {
  id: string;
  merchantId: string;
  active: boolean;
  credentials: Buffer;
  described: Record<string, unknown>;
};

export async function findMerchantByKey(
  tx: Transaction,
  key: string,
): Promise<Merchant | undefined> {
  const [row] = await tx.select().from(merchant).where(eq(merchant.key, key)).for('update');
  return row;
}

export async function saveMerchant(
  tx: Transaction,
  row: typeof merchant.$inferInsert,
): Promise<void> {
  await tx
    .insert(merchant)
    .values(row)
    .onConflictDoUpdate({
      target: merchant.id,
      set: { name: row.name, settings: row.settings },
    });
}

export async function findAccountByKey(
  tx: Transaction,
  kind: AccountKind,
  key: string,
): Promise<StoredAccount | undefined> {
  if (kind === 'payment') {
    const [row] = await tx.select().from(paymentAccount).where(eq(paymentAccount.key, key));
    if (!row) return undefined;
    const { provider, settings } = row;
    return { ...row, described: { key, provider, settings } };
  }
  const [row] = await tx.select().from(channelAccount).where(eq(channelAccount.key, key));
  if (!row) return undefined;
  const { channel, externalId, name, settings } = row;
  return { ...row, described: { key, channel, externalId, name, settings } };
}

export async function saveChannelAccount(
  tx: Transaction,
  row: typeof channelAccount.$inferInsert,
): Promise<void> {
  await tx.insert(channelAccount).values(row).onConflictDoUpdate({
    target: channelAccount.id,
    set: row,
  });
}

export async function savePaymentAccount(
  tx: Transaction,
  row: typeof paymentAccount.$inferInsert,
): Promise<void> {
  await tx.insert(paymentAccount).values(row).onConflictDoUpdate({
    target: paymentAccount.id,
    set: row,
  });
}

/** The accounts of a shop, each with the way to switch it off. */
export async function listMerchantAccounts(tx: Transaction, kind: AccountKind, merchantId: string) {
  const table = kind === 'channel' ? channelAccount : paymentAccount;
  const rows = await tx
    .select({ id: table.id, key: table.key, active: table.active })
    .from(table)
    .where(and(eq(table.merchantId, merchantId)));
  return rows.map((row) => ({
    ...row,
    async switchOff(within: Transaction) {
      await within.update(table).set({ active: false }).where(eq(table.id, row.id));
    },
  }));
}

export async function listMerchantProducts(
  tx: Transaction,
  merchantId: string,
): Promise<ProductRow[]> {
  return tx.select().from(product).where(eq(product.merchantId, merchantId));
}

export async function saveProduct(
  tx: Transaction,
  row: typeof product.$inferInsert,
): Promise<void> {
  await tx.insert(product).values(row).onConflictDoUpdate({ target: product.id, set: row });
}
