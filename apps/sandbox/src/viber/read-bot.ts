import type { Account } from '../accounts.ts';
import { asArray, asString, type JsonObject } from '../json-value.ts';
import type { StandInGround } from '../phones/chat-network.ts';
import type { Phone } from '../phones/phone.ts';
import { type BotSettingsStore, listedTypes } from './bot-settings.ts';
import type { MessageTokens } from './message-tokens.ts';
import type { ViberField } from './viber-json.ts';
import { badData, missingData, NOT_REGISTERED, TOO_MANY_REQUESTS } from './viber-status.ts';

type Answer = Record<string, ViberField>;

const OK = { status: 0, status_message: 'ok' };
const HOST = { chat_hostname: 'SN-CHAT-29_' };
const TWELVE_HOURS_MS = 12 * 3_600_000;
const DETAILS_LIMIT = 2;
const ONLINE_LIMIT = 100;

type Ground = StandInGround & { settings: BotSettingsStore; tokens: MessageTokens };

/** The reading endpoints. Source: reference viber.md 5.7 to 5.9. */
export function createReadBot(ground: Ground) {
  const { platform, shelf, tokens } = ground;
  const asked = new Map<string, number[]>();
  platform.onReset(() => asked.clear());

  function takeTurn(key: string): boolean {
    const now = Date.now();
    const recent = (asked.get(key) ?? []).filter((at) => now - at < TWELVE_HOURS_MS);
    if (recent.length >= DETAILS_LIMIT) return false;
    asked.set(key, [...recent, now]);
    return true;
  }

  return {
    accountInfo: (account: Account) => toAccountInfo(ground, account),

    /** Twice per person in twelve hours. */
    userDetails(account: Account, { id }: JsonObject): Answer {
      const person = asString(id);
      if (person === null) return { ...missingData('id'), ...HOST };
      const phone = shelf.find('viber', account.key, person);
      if (!phone || phone.standing === 'stranger') return { ...NOT_REGISTERED, ...HOST };
      if (!takeTurn(`${account.key} ${person}`)) return { ...TOO_MANY_REQUESTS, ...HOST };
      return { ...OK, message_token: tokens.next(), ...HOST, user: toDetails(phone) };
    },

    online(account: Account, { ids }: JsonObject): Answer {
      const asks = asArray(ids);
      if (!asks) return { ...missingData('ids'), ...HOST };
      if (asks.length > ONLINE_LIMIT) return { ...badData('too many ids'), ...HOST };
      const users = asks.map((id) => {
        const isMember = shelf.find('viber', account.key, String(id))?.standing === 'member';
        return isMember
          ? { id, online_status: 0, online_status_message: 'online' }
          : { id, online_status: 4, online_status_message: 'unavailable' };
      });
      return { ...OK, ...HOST, users };
    },
  };
}

function toAccountInfo({ platform, shelf, settings }: Ground, account: Account): Answer {
  const chosen = settings.of(account);
  const phones = shelf.list('viber', account.key);
  return {
    ...OK,
    id: `pa:${account.key}`,
    ...HOST,
    name: account.name,
    uri: account.externalId,
    icon: `${platform.addresses.publicUrl()}/shop.svg`,
    background: `${platform.addresses.publicUrl()}/shop.svg`,
    category: 'Food & Beverage',
    subcategory: 'Bakery',
    location: { lat: 40.1776, lon: 44.5126 },
    country: 'AM',
    webhook: chosen.hasWebhook ? platform.addresses.webhookUrl(account) : '',
    event_types: listedTypes(chosen),
    subscribers_count: phones.filter(({ standing }) => standing === 'member').length,
  };
}

function toDetails({ person, profile }: Phone) {
  return {
    id: person,
    name: profile.name,
    country: profile.country,
    language: profile.language,
    primary_device_os: 'android 14',
    api_version: profile.apiVersion,
    viber_version: '24.1.0',
    mcc: 283,
    mnc: 1,
    device_type: 'SM-G991B',
  };
}
