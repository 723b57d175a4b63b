import type { Account } from '../accounts.ts';
import type { DeliveryOutcome } from '../delivery/deliver-webhook.ts';
import { asArray, type JsonObject } from '../json-value.ts';
import type { Platform } from '../platform.ts';
import { EVENT_TYPES, listedTypes } from './bot-settings.ts';
import type { ViberBots } from './create-viber-bots.ts';
import { badData, invalidUrl, missingData, type ViberRefusal } from './viber-status.ts';

const HOST = { chat_hostname: 'SN-CHAT-04_' };

type Ground = { platform: Platform; bots: ViberBots };
type Registered = { status: number; status_message: string; event_types?: readonly string[] };

/**
 * Registers the address after it answered a signed `webhook` event with 200; an empty address
 * removes the webhook. Replaces everything that was set before. Source: reference viber.md 2.1.
 */
export async function setWebhook(
  { platform, bots }: Ground,
  account: Account,
  body: JsonObject,
): Promise<(Registered | ViberRefusal) & typeof HOST> {
  const { url, event_types } = body;
  if (typeof url !== 'string') return { ...missingData('url'), ...HOST };
  const eventTypes = event_types === undefined ? null : readTypes(event_types);
  if (eventTypes === 'unknown') return { ...badData('event_types is not valid'), ...HOST };
  const show = { name: body.send_name === true, photo: body.send_photo === true };
  if (url === '') {
    bots.settings.set(account, { hasWebhook: false, eventTypes, show });
    return { status: 0, status_message: 'ok', ...HOST };
  }
  if (!/^https?:\/\/[^\s/]/.test(url) || !URL.canParse(url)) {
    return { ...invalidUrl('invalidUrl'), ...HOST };
  }
  const outcome = await bots.callBot(account, { kind: 'webhook' }, { url });
  const trouble = troubleOf(outcome, url);
  if (trouble !== null) return { ...invalidUrl(trouble), ...HOST };
  platform.accounts.register({ ...account, webhookUrl: url });
  bots.settings.set(account, { hasWebhook: true, eventTypes, show });
  return { status: 0, status_message: 'ok', ...HOST, event_types: listedTypes({ eventTypes }) };
}

function readTypes(value: unknown): string[] | 'unknown' {
  const types = asArray(value) ?? [];
  const known = types.filter((type) => typeof type === 'string' && EVENT_TYPES.includes(type));
  const isKnown = Array.isArray(value) && known.length === types.length;
  return isKnown ? known.map(String) : 'unknown';
}

/** Only 200 counts; the text is what the Java client behind the API prints. */
function troubleOf(outcome: DeliveryOutcome | null, url: string): string | null {
  if (outcome?.kind === 'delivered') return null;
  const request = `Result[HttpRequest[POST ${new URL(url).pathname} HTTP/1.1]@3f2a1c7e`;
  if (outcome?.kind === 'given-up' && /^status \d+$/.test(outcome.reason)) {
    return `${request} > HttpResponse[HTTP/1.1 ${outcome.reason.slice(7)} unknown status]@51b0f4aa]`;
  }
  const gone = 'java.net.ConnectException: Connection refused';
  return `${request} > HttpResponse[null 0 null]@51b0f4aa] ${gone}`;
}
