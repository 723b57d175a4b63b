import type { AttemptStatus, PaymentEvent } from '@chatpay/core';

type Moves = Record<PaymentEvent['kind'], AttemptStatus>;

const OPEN: Moves = {
  pending: 'in_provider',
  expired: 'expired',
  failed: 'failed',
  succeeded: 'succeeded',
  voided: 'voided',
};

/**
 * Where a verified fact takes an attempt. Facts are ranked, not ordered by arrival:
 * pending < expired < failed < succeeded < voided, and a lower one never undoes a higher one.
 */
export const ATTEMPT_MOVES: Record<AttemptStatus, Moves> = {
  created: OPEN,
  registered: OPEN,
  unknown: OPEN,
  in_provider: OPEN,
  expired: { ...OPEN, pending: 'expired' },
  failed: { ...OPEN, pending: 'failed', expired: 'failed' },
  succeeded: { ...OPEN, pending: 'succeeded', expired: 'succeeded', failed: 'succeeded' },
  voided: {
    pending: 'voided',
    expired: 'voided',
    failed: 'voided',
    succeeded: 'voided',
    voided: 'voided',
  },
};

/** True while the provider may still take money for this attempt, or may have without our knowing. */
export function isInFlight(status: AttemptStatus): boolean {
  return ['created', 'registered', 'in_provider', 'unknown'].includes(status);
}

/** True for an attempt that the provider ended without leaving us money. */
export function isSpent(status: AttemptStatus): boolean {
  return status === 'failed' || status === 'voided';
}
