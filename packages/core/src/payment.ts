import { z } from 'zod';
import type { HttpReply, RawRequest } from './http-message.ts';
import { type Money, money } from './money.ts';
import type { Language, ProviderName } from './names.ts';

export const requestStatus = z.enum([
  'pending',
  'paid',
  'failed',
  'expired',
  'cancelled',
  'manual_review',
]);
export type RequestStatus = z.infer<typeof requestStatus>;

export const attemptStatus = z.enum([
  'created',
  'registered',
  'in_provider',
  'succeeded',
  'failed',
  'expired',
  'voided',
  'unknown',
]);
export type AttemptStatus = z.infer<typeof attemptStatus>;

export const orderStatus = z.enum([
  'awaiting_payment',
  'paid',
  'payment_failed',
  'payment_expired',
  'cancelled',
]);
export type OrderStatus = z.infer<typeof orderStatus>;

export const reviewReason = z.enum([
  'underpaid',
  'overpaid',
  'currency_mismatch',
  'reference_mismatch',
  'late_payment',
  'duplicate_payment',
  'orphan_payment',
  'voided_by_provider',
  'outcome_unknown',
]);
export type ReviewReason = z.infer<typeof reviewReason>;

/** One try at paying: what a provider needs to open a session. `id` is committed before the call. */
export type Attempt = {
  id: string;
  /** Counts the attempts of one order from 1, over all its links. */
  number: number;
  requestId: string;
  orderNumber: string;
  amount: Money;
  description: string;
  /** Where the provider sends the browser afterwards. From our settings, never from a request. */
  returnUrl: string;
  language: Language;
  customer: { name: string | null; phone: string | null };
  /** The provider's name for the session once we know it. */
  providerRef: string | null;
};

/** What people at both ends call an attempt: the order and which try it is, such as `1001-2`. */
export function attemptReference({ orderNumber, number }: Pick<Attempt, 'orderNumber' | 'number'>) {
  return `${orderNumber}-${number}`;
}

/** What opening a session led to. `unknown` is never a failure: the session may exist. */
export type Checkout =
  | { kind: 'opened'; providerRef: string; redirectUrl: string; expiresAt: Date | null }
  | { kind: 'refused'; reason: string }
  | { kind: 'unavailable'; reason: string }
  | { kind: 'unknown'; reason: string };

/** A fact about money, verified by signature or fetched by us. Amount is what the provider says. */
export const paymentEvent = z.strictObject({
  kind: z.enum(['succeeded', 'failed', 'expired', 'voided', 'pending']),
  source: z.enum(['webhook', 'lookup']),
  providerRef: z.string(),
  /** Our own attempt id, where the provider echoes it. */
  attemptId: z.string().nullable(),
  /** What we called the attempt to people (`attemptReference`), where the provider echoes it. */
  orderReference: z.string().nullable(),
  /** The provider's id of the money movement; replays carry the same one. */
  transactionId: z.string().nullable(),
  /** Null where the sum is malformed or in a currency we do not know; such money is never "paid". */
  amount: money.nullable(),
  /** The sum as it stood on the wire, for people. */
  amountText: z.string(),
  reason: z.string().nullable(),
  occurredAt: z.iso.datetime(),
});
export type PaymentEvent = z.infer<typeof paymentEvent>;

export type ProviderReceipt =
  /** Signed and readable. `key` is unique per payment account and stable over redelivery. */
  | { kind: 'event'; key: string; event: PaymentEvent }
  /** Signed, but nothing we act upon (a kind we do not know). Stored as ignored. */
  | { kind: 'ignored'; key: string; reason: string }
  | { kind: 'rejected'; status: 400 | 401; reason: string };

/** What became of a receipt, for the provider's own words in the answer. */
export type Verdict = 'stored' | 'rejected' | 'unavailable';

/** A way to be paid. `receive` verifies and parses and does no I/O; it never throws. */
export interface PaymentProvider {
  readonly provider: ProviderName;
  createCheckout(attempt: Attempt): Promise<Checkout>;
  receive(request: RawRequest): ProviderReceipt;
  reply(receipt: ProviderReceipt, verdict: Verdict): HttpReply;
  /** What the provider says now. `no-news` when it does not know more than we do. Throws RemoteError. */
  lookup(attempt: Attempt): Promise<PaymentEvent | 'no-news'>;
}
