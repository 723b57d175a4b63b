import type {
  AttemptStatus,
  Money,
  OrderStatus,
  PaymentEvent,
  PaymentOutcome,
  RequestStatus,
  ReviewReason,
} from '@chatpay/core';

/** What a captured sum turned out to be. Only one capture of a request wins. */
export type CaptureOutcome = 'won' | 'surplus' | 'mismatch' | 'late';

export type AttemptView = {
  id: string;
  status: AttemptStatus;
  providerRef: string | null;
  /** What it is called to people; see core's `attemptReference`. */
  reference: string;
};

/** A capture of an attempt that is `voided` no longer counts, unless its outcome is `mismatch`. */
export type CaptureView = {
  attemptId: string;
  transactionId: string;
  outcome: CaptureOutcome;
};

/** Everything a decision about money may look at, read under the lock of the payment request. */
export type PaymentView = {
  request: { status: RequestStatus; amount: Money; reviewReason: ReviewReason | null };
  order: { status: OrderStatus };
  attempts: AttemptView[];
  captures: CaptureView[];
  policy: PaymentPolicy;
};

export type PaymentPolicy = {
  /** What a verified, exact payment after expiry or cancellation does (rule 5.4). */
  acceptLate: 'auto' | 'review';
  /** After so many declined attempts the link is spent (transition R2). */
  maxDeclines: number;
};

/** A fact and the attempt it was found to speak of. Whether its references fit is decided here. */
export type PaymentFact = { attemptId: string; event: PaymentEvent };

export type JournalKind =
  | 'request_created'
  | 'attempt_created'
  | 'attempt_registered'
  | 'attempt_in_provider'
  | 'attempt_outcome_unknown'
  | 'attempt_failed'
  | 'attempt_expired'
  | 'capture'
  | 'void'
  | 'void_duplicate'
  | 'void_mismatch'
  | 'mismatch'
  | 'duplicate'
  | 'orphan'
  | 'request_paid'
  | 'request_failed'
  | 'request_expired'
  | 'request_cancelled'
  | 'review_opened'
  | 'review_resolved';

/** A journal entry before it gets its sequence and hash. `amount` is null for entries without money. */
export type JournalDraft = {
  kind: JournalKind;
  attemptId: string | null;
  amount: Money | null;
  transactionId: string | null;
  reason: string | null;
};

export type ReviewFinding = { reason: ReviewReason; detail: string };

/** What follows from a fact, all of it to be written in one transaction. Null: nothing changes there. */
export type PaymentDecision = {
  attempt: { id: string; to: AttemptStatus } | null;
  request: { to: RequestStatus; reviewReason: ReviewReason | null } | null;
  order: { to: OrderStatus } | null;
  capture: { attemptId: string; transactionId: string; outcome: CaptureOutcome } | null;
  /** Captures whose outcome changes, to be written in this order and before `capture`. */
  recast: { transactionId: string; outcome: CaptureOutcome }[];
  review: ReviewFinding | null;
  /** What else the same fact brought to light; one item each, like `review`. */
  furtherReviews: ReviewFinding[];
  /** Open items of this request that have answered themselves. */
  closes: ReviewReason[];
  entries: JournalDraft[];
  /** What the conversation is to be told. */
  outcome: PaymentOutcome | null;
  /** The fact leaves doubt (such as a failure after a success): ask the provider. */
  lookUp: boolean;
};
