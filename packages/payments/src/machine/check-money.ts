import type { Money, PaymentEvent, ReviewReason } from '@chatpay/core';
import { matchAttempt } from './match-attempt.ts';
import type { AttemptView } from './types.ts';

/**
 * Rule 5.1 (b) to (d) for a success: null when reference, currency and amount are exactly what was
 * asked, else why this money can never be "paid" by itself. There is no tolerance (rule 5.2).
 */
export function checkMoney(
  due: Money,
  attempt: AttemptView,
  event: PaymentEvent,
): ReviewReason | null {
  if (matchAttempt(attempt, event) !== 'fits') return 'reference_mismatch';
  if (event.amount === null || event.amount.currency !== due.currency) return 'currency_mismatch';
  if (event.amount.minor < due.minor) return 'underpaid';
  return event.amount.minor > due.minor ? 'overpaid' : null;
}
