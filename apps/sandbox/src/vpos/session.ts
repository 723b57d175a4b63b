/** A payment session as the stand-in keeps it. Sums are minor units with exponent 2, times ISO. */
export type Session = {
  id: string;
  /** The account's key. */
  account: string;
  merchantOrderId: string;
  status: SessionStatus;
  asked: Sum;
  /** What the buyer was charged; differs from `asked` only when the fault dial says so. */
  charged: Sum | null;
  checkoutUrl: string;
  returnUrl: string;
  metadata: Record<string, unknown>;
  createdAt: string;
  expiresAt: string;
  paidAt: string | null;
  transactionId: string | null;
  failureReason: string | null;
};

export type Sum = { amountMinor: number; currency: string };

export type SessionStatus =
  | 'pending'
  | 'processing'
  | 'succeeded'
  | 'failed'
  | 'expired'
  | 'voided';

/** `open` is the buyer opening the page, `pay-late` the bank changing its mind after the end. */
export type SessionAction = 'open' | 'pay' | 'pay-late' | 'decline' | 'expire' | 'void';

export type SessionMove =
  | { kind: 'moved'; to: SessionStatus }
  /** It is there already. */
  | { kind: 'unchanged' }
  | { kind: 'refused' };

const OPEN: readonly SessionStatus[] = ['pending', 'processing'];

const MOVES: Record<SessionAction, { from: readonly SessionStatus[]; to: SessionStatus }> = {
  open: { from: ['pending'], to: 'processing' },
  pay: { from: OPEN, to: 'succeeded' },
  'pay-late': { from: [...OPEN, 'failed', 'expired'], to: 'succeeded' },
  decline: { from: OPEN, to: 'failed' },
  expire: { from: OPEN, to: 'expired' },
  void: { from: [...OPEN, 'succeeded'], to: 'voided' },
};

/** Where an action leads. Pure. */
export function moveSession(status: SessionStatus, action: SessionAction): SessionMove {
  const { from, to } = MOVES[action];
  if (status === to) return { kind: 'unchanged' };
  return from.includes(status) ? { kind: 'moved', to } : { kind: 'refused' };
}

/** Whether the buyer can still pay. */
export function isOpen({ status }: Session): boolean {
  return OPEN.includes(status);
}

/** The session as the API and the webhooks show it. */
export function toWire(session: Session) {
  return {
    id: session.id,
    merchantOrderId: session.merchantOrderId,
    status: session.status,
    ...(session.charged ?? session.asked),
    checkoutUrl: session.checkoutUrl,
    expiresAt: session.expiresAt,
    createdAt: session.createdAt,
    transactionId: session.transactionId,
    ...(session.paidAt !== null && { paidAt: session.paidAt }),
    ...(session.failureReason !== null && { failureReason: session.failureReason }),
    metadata: session.metadata,
  };
}

/** The session for the books: the wire object, whose it is and what was asked for. */
export function toBookSession(session: Session) {
  return { ...toWire(session), account: session.account, asked: session.asked };
}
