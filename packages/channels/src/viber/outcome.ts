import type { RefusalReason, SendOutcome } from '@chatpay/core';
import { retryAfterMs } from '@chatpay/http';
import { outcomeOfStatus } from '../transport-outcome.ts';
import type { ViberAnswer } from './viber-client.ts';

/** https://developers.viber.com/docs/api/rest-bot-api/#error-codes; 21 to 24 as seen in traffic. */
const REFUSALS = new Map<number, RefusalReason>([
  [1, 'account_disconnected'],
  [2, 'account_disconnected'],
  [3, 'bad_content'],
  [4, 'bad_content'],
  [5, 'person_unavailable'],
  [6, 'person_unavailable'],
  [7, 'account_disconnected'],
  [8, 'account_disconnected'],
  [9, 'account_disconnected'],
  [11, 'person_unavailable'],
  [13, 'bad_content'],
  [14, 'bad_content'],
  [15, 'account_disconnected'],
  [16, 'bad_content'],
  [17, 'bad_content'],
  [18, 'bad_content'],
  [19, 'bad_content'],
  [20, 'bad_content'],
  [21, 'person_unavailable'],
  [22, 'bad_content'],
  [23, 'restricted'],
  [24, 'restricted'],
]);

export const UNSUPPORTED_LEVEL = 13;
const WEBHOOK_NOT_SET = 10;

/**
 * What an answer of `send_message` says about the message. Wording is not stable, so only the
 * number counts; 12 is a limit per person, and numbers nobody documents are worth another try.
 */
export function toOutcome(answer: ViberAnswer, now: Date): SendOutcome {
  if (answer.kind === 'unreadable') {
    const { response } = answer;
    return outcomeOfStatus(response.status, retryAfterMs(response, now));
  }
  const { status, statusMessage, token } = answer;
  if (status === 0) {
    return token === null
      ? { kind: 'unknown', reason: 'accepted without a message token' }
      : { kind: 'sent', externalId: token };
  }
  const detail = `${status} ${(statusMessage ?? '').slice(0, 300)}`.trim();
  const refusal = REFUSALS.get(status);
  if (refusal !== undefined) return { kind: 'refused', reason: refusal, detail };
  const scope = status === WEBHOOK_NOT_SET ? 'account' : 'message';
  return { kind: 'retry', reason: detail, scope, afterMs: null };
}
