import type { Account } from '../accounts.ts';
import { asArray, asObject, asString, type JsonObject } from '../json-value.ts';
import { type GraphAnswer, ok, refused } from './graph-answer.ts';
import { badParameter } from './graph-fault.ts';

const PROPERTIES = [
  'account_linking_url',
  'commands',
  'get_started',
  'greeting',
  'ice_breakers',
  'persistent_menu',
  'whitelisted_domains',
];

/** What each account set through the Messenger Profile API. */
export interface PageSettings {
  of(account: Account): JsonObject;
  set(account: Account, settings: JsonObject): void;
}

/** Nothing set. */
export function createPageSettings(): PageSettings {
  const settings = new Map<string, JsonObject>();
  return {
    of: ({ key }) => settings.get(key) ?? {},
    set: ({ key }, value) => settings.set(key, value),
  };
}

/** `GET messenger_profile?fields=a,b`. Source: reference messenger.md 8.5. */
export function readProfile(
  settings: PageSettings,
  account: Account,
  fields: unknown,
): GraphAnswer {
  const wanted = asString(fields)?.split(',') ?? [];
  const shown = Object.entries(settings.of(account)).filter(([name]) => wanted.includes(name));
  return ok({ data: shown.length === 0 ? [] : [Object.fromEntries(shown)] });
}

/** `POST messenger_profile`: any subset. */
export function writeProfile(
  settings: PageSettings,
  account: Account,
  body: JsonObject,
): GraphAnswer {
  const given = Object.entries(body).filter(([name]) => PROPERTIES.includes(name));
  if (given.length === 0) return refused(badParameter('Requires one of the params: get_started'));
  const started = asObject(body.get_started);
  if (body.get_started !== undefined && typeof started?.payload !== 'string') {
    return refused(badParameter('The parameter get_started[payload] is required'));
  }
  settings.set(account, { ...settings.of(account), ...Object.fromEntries(given) });
  return ok({ result: 'success' });
}

/** `DELETE messenger_profile {"fields":[…]}`. */
export function clearProfile(
  settings: PageSettings,
  account: Account,
  body: JsonObject,
): GraphAnswer {
  const fields = asArray(body.fields) ?? [];
  const kept = Object.entries(settings.of(account)).filter(([name]) => !fields.includes(name));
  settings.set(account, Object.fromEntries(kept));
  return ok({ result: 'success' });
}

/** What a tap on Get Started sends: what the Page set, or the customary word. */
export function getStartedPayload(settings: PageSettings, account: Account): string {
  return asString(asObject(settings.of(account).get_started)?.payload) ?? 'GET_STARTED';
}
