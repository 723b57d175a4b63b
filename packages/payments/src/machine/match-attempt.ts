import type { PaymentEvent } from '@chatpay/core';
import type { AttemptView } from './types.ts';

/**
 * Rule 5.1 (b): the fact's references must be those of the attempt. While the provider's name for
 * the session is not stored yet, our own echoed id, or the way the fact was found, stands for it.
 */
export function matchAttempt(
  attempt: AttemptView,
  event: Pick<PaymentEvent, 'providerRef' | 'attemptId' | 'orderReference'>,
): 'fits' | 'reference_mismatch' {
  const namesAnother = event.attemptId !== null && event.attemptId !== attempt.id;
  const otherSession = attempt.providerRef !== null && attempt.providerRef !== event.providerRef;
  const otherOrder = event.orderReference !== null && event.orderReference !== attempt.reference;
  return namesAnother || otherSession || otherOrder ? 'reference_mismatch' : 'fits';
}
