import type { BookDelivery } from '../books.ts';
import { isSuccess, type WebhookAnswer, whyFailed } from './post-webhook.ts';
import type { Webhook } from './webhook.ts';

export type Tried = { number: number; answer: WebhookAnswer; isForged: boolean };

/** One try as the books keep it. */
export function toBookDelivery(
  webhook: Webhook,
  { number, answer, isForged }: Tried,
): BookDelivery {
  const ok = isSuccess(answer, webhook.takenBy);
  const reason = isForged ? 'signed wrongly by the fault dial' : ok ? null : whyFailed(answer);
  const status = answer.kind === 'answered' ? answer.status : null;
  return { ...notSent(webhook, reason), attempt: number, status, ok };
}

/** A webhook that never left. */
export function notSent(webhook: Webhook, reason: string | null): BookDelivery {
  const { standIn, account, label, lane, url } = webhook;
  const at = new Date().toISOString();
  return {
    standIn,
    account,
    label,
    lane,
    to: url,
    attempt: 0,
    status: null,
    ok: false,
    reason,
    at,
  };
}
