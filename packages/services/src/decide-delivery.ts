import type { Outgoing } from '@chatpay/db';

export type DeliveryDecision =
  | { kind: 'send' }
  | { kind: 'wait' }
  | { kind: 'cancel'; reason: string }
  | { kind: 'refuse'; reason: string }
  | { kind: 'await-evidence'; reason: string }
  | { kind: 'leave-to-person' };

/** A send and one repetition after an unknown outcome. */
const MAX_UNKNOWN_SENDS = 2;

/**
 * What to do with the first unsettled message of a lane whose owner we are (rules R27, R30, R31).
 * A message found in `sending` belongs to an owner that is gone, so its outcome is unknown. What a
 * person typed is never repeated by itself; what the bot says may be said once more.
 */
export function decideDelivery(next: Outgoing): DeliveryDecision {
  const { message } = next;
  if (message.state === 'sending') {
    return { kind: 'await-evidence', reason: 'the sender stopped before the answer' };
  }
  if (!next.due) return { kind: 'wait' };
  if (message.state === 'unknown') {
    const mayRepeat = message.class !== 'typed' && message.attempts < MAX_UNKNOWN_SENDS;
    if (!mayRepeat) return { kind: 'leave-to-person' };
  }
  if (next.mode === 'manager' && message.author === 'bot' && isSuperseded(next)) {
    return { kind: 'cancel', reason: 'a person took the conversation over' };
  }
  if (!next.reachable) return { kind: 'refuse', reason: 'person_unavailable' };
  if (!next.windowOpen) return { kind: 'refuse', reason: 'window_closed' };
  return { kind: 'send' };
}

/** Questions of the bot fall silent at a takeover; news about money does not. */
function isSuperseded({ message }: Outgoing): boolean {
  return message.class === 'reply' && message.detail?.announcesPerson !== true;
}
