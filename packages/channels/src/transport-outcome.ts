import { RemoteError, type SendOutcome } from '@chatpay/core';

/** What a fault of the transport says about the message. Rethrows what is not one. */
export function outcomeOfFault(fault: unknown): SendOutcome {
  if (!(fault instanceof RemoteError)) throw fault;
  if (!fault.notSent) return { kind: 'unknown', reason: fault.code };
  // A platform that cannot be reached is no fault of the message and uses up none of its attempts.
  return {
    kind: 'retry',
    reason: fault.code,
    scope: 'account',
    afterMs: fault.retryAfterMs ?? null,
  };
}

/** What an HTTP status says about the message where the body says nothing we can read. */
export function outcomeOfStatus(status: number, afterMs: number | null): SendOutcome {
  const reason = `HTTP ${status} without a readable body`;
  if (status === 429) return { kind: 'retry', reason, scope: 'account', afterMs };
  if (status === 401 || status === 403 || status === 404) {
    return { kind: 'refused', reason: 'account_disconnected', detail: reason };
  }
  const isRefusal = status >= 400 && status < 500 && status !== 408;
  return isRefusal
    ? { kind: 'refused', reason: 'bad_content', detail: reason }
    : { kind: 'unknown', reason };
}
