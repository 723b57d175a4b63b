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

export type AttemptView = { id: string; status: AttemptStatus; providerRef: string | null };

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

/** A fact matched to one of our attempts. `null` where its reference names an attempt but does not fit. */
export type PaymentFact = { attemptId: string; event: PaymentEvent };

export type JournalKind =
  | 'request_created'
  | 'attempt_created'
  | 'attempt_registered'
  | 'attempt_outcome_unknown'
  | 'attempt_failed'
  | 'attempt_expired'
  | 'capture'
  | 'void'
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

/** What follows from a fact, all of it to be written in one transaction. Null: nothing changes there. */
export type PaymentDecision = {
  attempt: { id: string; to: AttemptStatus } | null;
  request: { to: RequestStatus; reviewReason: ReviewReason | null } | null;
  order: { to: OrderStatus } | null;
  capture: { attemptId: string; transactionId: string; outcome: CaptureOutcome } | null;
  review: { reason: ReviewReason; detail: string } | null;
  entries: JournalDraft[];
  /** What the conversation is to be told. */
  outcome: PaymentOutcome | null;
  /** The fact leaves doubt (such as a failure after a success): ask the provider. */
  lookUp: boolean;
};
