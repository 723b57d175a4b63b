import type { SendOutcome } from '@chatpay/core';
import type { Message } from '@chatpay/db';

type Retry = Extract<SendOutcome, { kind: 'retry' }>;

/** How often it is tried: questions for a quarter of an hour, news about money for a working day. */
export const MAX_ATTEMPTS: Record<Message['class'], number> = {
  reply: 12,
  typed: 12,
  payment_link: 100,
  payment_notice: 100,
};
const FIRST_DELAY_MS = 1_000;
const MAX_DELAY_MS = 5 * 60_000;

/**
 * When a message that was provably not sent goes again: growing pauses with full jitter, never
 * sooner than the platform asked. Trouble of the account or the network does not use up the
 * message's attempts; trouble of the message itself does, and in the end it is refused.
 */
export function retryDelayMs(from: {
  message: Pick<Message, 'attempts' | 'class'>;
  outcome: Retry;
  random: number;
}): { state: 'retry'; delayMs: number; attempts: number } | { state: 'refused' } {
  const tried = from.message.attempts + 1;
  const ofMessage = from.outcome.scope === 'message';
  if (ofMessage && tried >= MAX_ATTEMPTS[from.message.class]) return { state: 'refused' };
  const ceiling = Math.min(FIRST_DELAY_MS * 2 ** Math.min(tried - 1, 10), MAX_DELAY_MS);
  const delayMs = Math.max(Math.ceil(ceiling * (0.5 + from.random / 2)), from.outcome.afterMs ?? 0);
  return { state: 'retry', delayMs, attempts: ofMessage ? tried : from.message.attempts };
}
