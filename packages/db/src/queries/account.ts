import { asc } from 'drizzle-orm';
import type { Executor } from '../connect.ts';
import { channelAccount, merchant, paymentAccount } from '../schema/merchant.ts';

export type Merchant = typeof merchant.$inferSelect;
export type ChannelAccount = typeof channelAccount.$inferSelect;
export type PaymentAccount = typeof paymentAccount.$inferSelect;

export async function listChannelAccounts(db: Executor): Promise<ChannelAccount[]> {
  return db.select().from(channelAccount).orderBy(asc(channelAccount.id));
}

export async function listPaymentAccounts(db: Executor): Promise<PaymentAccount[]> {
  return db.select().from(paymentAccount).orderBy(asc(paymentAccount.id));
}

export async function listMerchants(db: Executor): Promise<Merchant[]> {
  return db.select().from(merchant).orderBy(asc(merchant.id));
}
