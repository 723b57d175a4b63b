import type { Account } from '../accounts.ts';
import type { DeliveryOutcome } from '../delivery/deliver-webhook.ts';
import type { Platform } from '../platform.ts';
import { type BotSettingsStore, isWanted } from './bot-settings.ts';
import type { MessageTokens } from './message-tokens.ts';
import { signViber, withSignature } from './sign-viber.ts';
import { type Callback, toCallback } from './to-callback.ts';
import { escapeForViber, toViberJson } from './viber-json.ts';

/** 10 s, 1 min, 5 min, 10 min, then every 15 min: ten tries. Source: reference viber.md 2.3. */
const WAITS_MS = [10, 60, 300, 600, 900, 900, 900, 900, 900].map((seconds) => seconds * 1000);
const TIMEOUT_MS = 5_000;

export type CallDetail = {
  /** Of the message a receipt is about; a new one where it is left out. */
  token?: bigint;
  /** Another address than the registered one: the check within set_webhook. */
  url?: string;
};

export type CallBot = (
  account: Account,
  callback: Callback,
  detail?: CallDetail,
) => Promise<DeliveryOutcome | null>;

/** Sends signed callbacks; null when the bot did not ask for this kind. */
export function createCallBot(
  { delivery, addresses }: Platform,
  tokens: MessageTokens,
  settings: BotSettingsStore,
): CallBot {
  let count = 0;

  return async (account, callback, detail = {}) => {
    const chosen = settings.of(account);
    if (!isWanted(chosen, callback.kind)) return null;
    const token = detail.token ?? tokens.next();
    const json = toViberJson(toCallback(callback, { at: Date.now(), token, show: chosen.show }));
    count += 1;
    const isCheck = callback.kind === 'webhook';
    const url = detail.url ?? addresses.webhookUrl(account);
    return delivery.deliver({
      standIn: 'viber',
      account: account.key,
      label: callback.kind,
      url,
      body: count % 2 === 0 ? escapeForViber(json) : json,
      lane: `${account.key} ${personOf(callback)}`,
      waitsMs: isCheck ? [] : WAITS_MS,
      timeoutMs: TIMEOUT_MS,
      takenBy: 200,
      signUrl: (body) => withSignature(url, signViber(body, account.token)),
      sign: (body) => ({
        'Content-Type': 'application/json',
        'X-Viber-Content-Signature': signViber(body, account.token),
      }),
    });
  };
}

function personOf(callback: Callback): string {
  if ('phone' in callback) return callback.phone.person;
  return 'person' in callback ? callback.person : '';
}
