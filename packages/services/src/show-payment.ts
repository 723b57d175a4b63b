import type { Language, Money, OrderStatus, RequestStatus } from '@chatpay/core';
import { findConversation, findOrder, findRequestByToken, newestAttempt } from '@chatpay/db';
import { isInFlight } from '@chatpay/payments/machine';
import type { Deps } from './deps.ts';

/** What the payment page may show of a payment request. Our own state only. */
export type PaymentPageView = {
  token: string;
  requestId: string;
  shop: string;
  language: Language;
  orderNumber: string;
  /** Of the whole order, which may have been paid through another link. */
  orderStatus: OrderStatus;
  orderInReview: boolean;
  status: RequestStatus;
  /** Past its expiry although the clock has not settled it yet. */
  overdue: boolean;
  amount: Money;
  items: { names: Record<Language, string>; quantity: number; unit: Money }[];
  expiresAt: Date;
  nextSteps: Record<Language, string>;
  support: Record<Language, string>;
  /** A session was opened and its outcome is not known yet. */
  paymentInFlight: boolean;
  /** The bank declined the last attempt. One that never got a session was not declined by it. */
  lastAttemptDeclined: boolean;
  /** The chat to go back to. */
  chat: {
    channel: 'messenger' | 'instagram' | 'viber';
    externalId: string;
    name: string;
    settings: Record<string, unknown>;
  } | null;
};

/** Reads the page of a link; null for every name that is not a link of ours. Writes nothing. */
export async function showPayment(
  deps: Pick<Deps, 'db' | 'directory'>,
  token: string,
): Promise<PaymentPageView | null> {
  const request = await findRequestByToken(deps.db, token);
  if (!request) return null;
  const record = await findOrder(deps.db, request.orderId);
  if (!record) return null;
  const attempt = await newestAttempt(deps.db, request.id);
  const conversation = await findConversation(deps.db, record.order.conversationId);
  const snapshot = await deps.directory.read();
  const merchant = snapshot.merchants.get(request.merchantId);
  const channel = conversation && snapshot.channels.get(conversation.accountId);
  if (!merchant) return null;
  return {
    token,
    requestId: request.id,
    shop: merchant.name,
    language: conversation?.language ?? merchant.settings.defaultLanguage,
    orderNumber: record.order.number,
    orderStatus: record.order.status,
    orderInReview: record.order.inReview,
    status: request.status,
    overdue: request.status === 'pending' && request.expiresAt.getTime() <= Date.now(),
    amount: { minor: request.amountMinor, currency: request.currency },
    items: record.items.map(({ names, quantity, unitMinor }) => ({
      names,
      quantity,
      unit: { minor: unitMinor, currency: record.order.currency },
    })),
    expiresAt: request.expiresAt,
    nextSteps: merchant.settings.nextSteps,
    support: merchant.settings.support,
    paymentInFlight: attempt !== undefined && isInFlight(attempt.status),
    lastAttemptDeclined: attempt?.status === 'failed' && attempt.providerRef !== null,
    chat: channel
      ? {
          channel: channel.account.channel,
          externalId: channel.account.externalId,
          name: channel.account.name,
          settings: channel.account.settings,
        }
      : null,
  };
}
