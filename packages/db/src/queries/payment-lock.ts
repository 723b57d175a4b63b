import type {
  AttemptStatus,
  Currency,
  OrderStatus,
  RequestStatus,
  ReviewReason,
} from '@chatpay/core';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import type { CaptureRow } from './payment.ts';
import { uuidArray } from './uuid-array.ts';

/** A payment request under lock, with the order and the conversation it belongs to. */
export type LockedRequest = {
  id: string;
  merchantId: string;
  paymentAccountId: string;
  status: RequestStatus;
  amountMinor: number;
  currency: Currency;
  reviewReason: ReviewReason | null;
  /** Past its expiry, by the database clock. */
  overdue: boolean;
  orderId: string;
  orderNumber: string;
  orderStatus: OrderStatus;
  orderInReview: boolean;
  conversationId: string;
  /** The channel account of the conversation. */
  accountId: string;
};

export type LockedAttempt = {
  id: string;
  number: number;
  status: AttemptStatus;
  providerRef: string | null;
  redirectUrl: string | null;
  /** Null where the provider did not say; instants are epoch milliseconds. */
  sessionExpiresAt: number | null;
  createdAt: number;
  nextLookupAt: number | null;
};

export type LockedCapture = Pick<CaptureRow, 'attemptId' | 'transactionId' | 'outcome'>;

/** One statement by hand: every fact about money begins with it. Locks are taken in one order. */
export async function lockRequests(
  tx: Transaction,
  ids: string[],
): Promise<Map<string, LockedRequest>> {
  const { rows } = await tx.execute<LockedRequest & { amountMinor: string }>(sql`
    select request.id, request.merchant_id as "merchantId",
      request.payment_account_id as "paymentAccountId", request.status,
      request.amount_minor as "amountMinor", request.currency,
      request.review_reason as "reviewReason",
      request.expires_at <= clock_timestamp() as overdue,
      placed.id as "orderId", placed.number as "orderNumber", placed.status as "orderStatus",
      placed.in_review as "orderInReview",
      conversation.id as "conversationId", conversation.account_id as "accountId"
    from payment_request request
    join "order" placed on placed.id = request.order_id
    join conversation on conversation.id = placed.conversation_id
    where request.id = any(${uuidArray(ids)}::uuid[])
    order by request.id
    for update of request`);
  return new Map(rows.map((row) => [row.id, { ...row, amountMinor: Number(row.amountMinor) }]));
}

/** Of a locked request. */
export type LockedContents = { attempts: LockedAttempt[]; captures: LockedCapture[] };

/** What belongs to locked requests. Read it after the lock, in a statement of its own. */
export async function readLocked(
  tx: Transaction,
  requestIds: string[],
): Promise<Map<string, LockedContents>> {
  const { rows } = await tx.execute<LockedContents & { id: string }>(sql`
    select request.id,
      (select coalesce(json_agg(json_build_object(
          'id', id, 'number', number, 'status', status, 'providerRef', provider_ref,
          'redirectUrl', redirect_url,
          'sessionExpiresAt', floor(extract(epoch from session_expires_at) * 1000)::bigint,
          'createdAt', floor(extract(epoch from created_at) * 1000)::bigint,
          'nextLookupAt', floor(extract(epoch from next_lookup_at) * 1000)::bigint
        ) order by number), '[]')
        from attempt where request_id = request.id) as attempts,
      (select coalesce(json_agg(json_build_object(
          'attemptId', attempt_id, 'transactionId', transaction_id, 'outcome', outcome
        ) order by created_at), '[]')
        from capture where request_id = request.id) as captures
    from unnest(${uuidArray(requestIds)}::uuid[]) as request (id)`);
  return new Map(rows.map((row) => [row.id, row]));
}
