import { randomBytes } from 'node:crypto';
import { STANDARD_WEBHOOKS_WAITS_MS } from '../delivery/retry-schedule.ts';
import type { Platform } from '../platform.ts';
import { type Session, toWire } from './session.ts';
import { signVposWebhook } from './sign-webhook.ts';

const TIMEOUT_MS = 15_000;

/** Tells the merchant what the session is now. Resolves after the first try; retries go on. */
export function sendSessionWebhook(platform: Platform, session: Session): Promise<void> {
  const account = platform.accounts.byKey('vpos', session.account);
  if (!account) return Promise.resolve();
  const eventId = `evt_${randomBytes(12).toString('hex')}`;
  const type = `payment_session.${session.status}`;

  return new Promise((resolve) => {
    const through = platform.delivery.deliver({
      standIn: 'vpos',
      account: account.key,
      label: type,
      url: platform.addresses.webhookUrl(account),
      body: JSON.stringify({ type, timestamp: new Date().toISOString(), data: toWire(session) }),
      lane: session.id,
      waitsMs: STANDARD_WEBHOOKS_WAITS_MS,
      timeoutMs: TIMEOUT_MS,
      sign: (body, { sentAt }) => ({
        'content-type': 'application/json',
        'user-agent': 'VPOS-Webhooks/1.0',
        ...signVposWebhook(account, { eventId, body, sentAt }),
      }),
      onAttempt: () => resolve(),
    });
    through.then(() => resolve());
  });
}
