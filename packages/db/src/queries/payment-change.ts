import type {
  AttemptStatus,
  Currency,
  OrderStatus,
  RequestStatus,
  ReviewReason,
} from '@chatpay/core';
import { newId } from '@chatpay/core';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import type { CaptureRow } from './payment.ts';

/** What a decision changes in the rows of one payment request. Null: nothing changes there. */
export type PaymentChange = {
  merchantId: string;
  requestId: string;
  orderId: string;
  paymentAccountId: string;
  /** `ends`: nothing more is to be asked about it. */
  attempt: { id: string; to: AttemptStatus; ends: boolean } | null;
  capture:
    | (Pick<CaptureRow, 'attemptId' | 'transactionId' | 'outcome'> & {
        amountMinor: number | null;
        currency: Currency | null;
      })
    | null;
  request: { to: RequestStatus; reviewReason: ReviewReason | null } | null;
  order: { to: OrderStatus } | null;
};

/**
 * Writes what decisions about several requests change, in one statement and under the locks of
 * these requests. Every request may stand in the list once.
 */
export async function savePaymentChanges(tx: Transaction, changes: PaymentChange[]): Promise<void> {
  const real = changes.filter(
    ({ attempt, capture, request, order }) => attempt ?? capture ?? request ?? order,
  );
  if (real.length === 0) return;
  const given = real.map((change) => ({ ...change, captureId: newId() }));
  await tx.execute(sql`
    with given as (
      select "merchantId", "requestId", "orderId", "paymentAccountId", "captureId",
        (attempt->>'id')::uuid as attempt_id, attempt->>'to' as attempt_to,
        (attempt->>'ends')::boolean as attempt_ends,
        capture, request->>'to' as request_to, request->>'reviewReason' as review_reason,
        "order"->>'to' as order_to
      from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as given (
        "merchantId" uuid, "requestId" uuid, "orderId" uuid, "paymentAccountId" uuid,
        "captureId" uuid, attempt jsonb, capture jsonb, request jsonb, "order" jsonb)
    ),
    moved_attempt as (
      update attempt set status = attempt_to,
        next_lookup_at = case when attempt_ends then null else next_lookup_at end
      from given where attempt.id = given.attempt_id
    ),
    captured as (
      insert into capture (
        id, merchant_id, request_id, attempt_id, payment_account_id, transaction_id,
        amount_minor, currency, outcome)
      select "captureId", "merchantId", "requestId", (capture->>'attemptId')::uuid,
        "paymentAccountId", capture->>'transactionId', (capture->>'amountMinor')::bigint,
        capture->>'currency', capture->>'outcome'
      from given where jsonb_typeof(capture) = 'object'
    ),
    moved_request as (
      update payment_request set status = request_to, review_reason = given.review_reason,
        settled_at = case when request_to = 'pending' then settled_at else clock_timestamp() end
      from given where payment_request.id = given."requestId" and request_to is not null
    )
    update "order" set status = order_to,
      paid_at = case when order_to = 'paid' then clock_timestamp() else paid_at end
    from given where "order".id = given."orderId" and order_to is not null`);
}
