import { createHmac } from 'node:crypto';
import type { Door } from './record-webhooks.ts';

/** Secrets of the demo shop's accounts, as the sandbox's README names them. */
const META_SECRETS = {
  messenger: 'sandbox-app-secret',
  instagram: 'sandbox-instagram-secret',
} as const;
const VIBER_TOKEN = '4fa85f6457174562-b3fc2c963f66afa6-5a1d7e9c0b2f4e68';
const VPOS_KEY = Buffer.from('c2FuZGJveC13ZWJob29rLXNlY3JldC0zMi1ieXRlcyE=', 'base64');

export const DOORS: Record<Door, string> = {
  messenger: '/webhooks/messenger',
  instagram: '/webhooks/instagram',
  viber: '/webhooks/viber/demo-viber',
  payments: '/webhooks/payments/demo-vpos',
};

/** The headers that make any bytes a genuine webhook of this door. */
export function sign(door: Door, body: Buffer, eventId: string): Record<string, string> {
  switch (door) {
    case 'messenger':
    case 'instagram':
      return { 'x-hub-signature-256': `sha256=${hex(META_SECRETS[door], body)}` };
    case 'viber':
      return { 'x-viber-content-signature': hex(VIBER_TOKEN, body) };
    case 'payments': {
      const seconds = String(Math.floor(Date.now() / 1_000));
      const mac = createHmac('sha256', VPOS_KEY).update(`${eventId}.${seconds}.`).update(body);
      return {
        'webhook-id': eventId,
        'webhook-timestamp': seconds,
        'webhook-signature': `v1,${mac.digest('base64')}`,
      };
    }
  }
}

function hex(secret: string, body: Buffer): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}
