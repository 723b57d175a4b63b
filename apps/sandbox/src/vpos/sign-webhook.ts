import { createHmac } from 'node:crypto';
import type { Account } from '../accounts.ts';

export type SignedText = { eventId: string; body: string; sentAt: Date };

/**
 * The headers of one webhook try in the account's profile.
 * `standard`: https://github.com/standard-webhooks/standard-webhooks (id, timestamp, `v1,` base64).
 * `t-v1`: `t=<unix seconds>,v1=<hex>` over `t.body`, as Stripe writes it.
 */
export function signVposWebhook(
  account: Pick<Account, 'webhookProfile' | 'webhookSecret'>,
  { eventId, body, sentAt }: SignedText,
): Record<string, string> {
  const key = keyOf(account.webhookSecret);
  const seconds = String(Math.floor(sentAt.getTime() / 1000));
  switch (account.webhookProfile) {
    case 'standard':
      return {
        'webhook-id': eventId,
        'webhook-timestamp': seconds,
        'webhook-signature': `v1,${mac(key, `${eventId}.${seconds}.${body}`).toString('base64')}`,
      };
    case 't-v1':
      return {
        'vpos-event-id': eventId,
        'vpos-signature': `t=${seconds},v1=${mac(key, `${seconds}.${body}`).toString('hex')}`,
      };
  }
}

/** `whsec_` marks base64; anything else is the key as it stands. */
function keyOf(secret: string): Buffer {
  const encoded = /^whsec_(.+)$/.exec(secret)?.[1];
  return encoded === undefined ? Buffer.from(secret, 'utf8') : Buffer.from(encoded, 'base64');
}

function mac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
