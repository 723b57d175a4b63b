import type { Account } from '../accounts.ts';
import type { DeliveryOutcome } from '../delivery/deliver-webhook.ts';
import type { Phone } from '../phones/phone.ts';
import type { Platform } from '../platform.ts';
import type { Happening, MetaDialect } from './meta-dialect.ts';
import { signMeta } from './sign-meta.ts';
import { toMetaBody } from './wire-body.ts';

/** A few tries at once, then thinning out over an hour. Source: reference messenger.md 3.5. */
const WAITS_MS = [500, 2_000, 5_000, 15_000, 60_000, 300_000, 900_000, 2_700_000];
/** Answer within 5 s: developers.facebook.com, messenger-platform/webhooks. */
const TIMEOUT_MS = 5_000;

const HEADERS = {
  Accept: '*/*',
  'Accept-Encoding': 'deflate, gzip',
  'Content-Type': 'application/json',
  'Facebook-API-Version': 'v26.0',
  'User-Agent': 'facebookexternalua',
};

/** The webhook fields an account receives; all of them until it chooses. */
export interface Subscriptions {
  of(account: Account): readonly string[] | null;
  set(account: Account, fields: readonly string[]): void;
}

/** Nobody has chosen yet. */
export function createSubscriptions(): Subscriptions {
  const chosen = new Map<string, readonly string[]>();
  return {
    of: ({ key }) => chosen.get(key) ?? null,
    set: ({ key }, fields) => chosen.set(key, fields),
  };
}

export type TellShop = (
  account: Account,
  phone: Phone,
  what: { at: number; happening: Happening },
) => Promise<DeliveryOutcome | null>;

/** Sends a happening as a signed webhook; null when the platform or the subscription is silent. */
export function createTellShop(
  { delivery, addresses }: Platform,
  dialect: MetaDialect,
  subscriptions: Subscriptions,
): TellShop {
  return async (account, { person }, { at, happening }) => {
    const fields = dialect.fieldsOf(happening.kind);
    const subscribed = subscriptions.of(account);
    if (subscribed && !fields.some((field) => subscribed.includes(field))) return null;
    const update = dialect.toUpdate({ account, person, at, happening });
    if (!update) return null;
    return delivery.deliver({
      standIn: dialect.channel,
      account: account.key,
      label: fields[0] ?? happening.kind,
      url: addresses.webhookUrl(account),
      body: toMetaBody(update),
      lane: `${account.key} ${person}`,
      waitsMs: WAITS_MS,
      timeoutMs: TIMEOUT_MS,
      sign: (body) => ({ ...HEADERS, ...signMeta(body, account.appSecret) }),
    });
  };
}
