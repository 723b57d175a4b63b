import type { Account } from '../accounts.ts';
import { asString, type JsonObject } from '../json-value.ts';
import type { Phone } from '../phones/phone.ts';
import type { PhoneShelf } from '../phones/phone-shelf.ts';
import { checkMessage, levelOf } from './check-message.ts';
import {
  missingData,
  NO_WEBHOOK,
  NOT_REGISTERED,
  NOT_SUBSCRIBED,
  TOO_MANY_REQUESTS,
  VERSION_NOT_SUPPORTED,
  type ViberRefusal,
} from './viber-status.ts';

const HOUR_MS = 3_600_000;
const SESSION_MS = 24 * HOUR_MS;
/** Messages to one person within an hour without an answer. Source: reference viber.md 6. */
const UNANSWERED_LIMIT = 100;

export type Accepted =
  | { kind: 'refused'; refusal: ViberRefusal }
  /** `billing` is 1 in the customer's session, 5 outside. */
  | { kind: 'accepted'; phone: Phone; billing: 1 | 5 };

type Ground = { shelf: PhoneShelf; hasWebhook: boolean };

/** Decides whether `send_message` takes this body, and counts it against the hourly limit. */
export function acceptSend(
  { shelf, hasWebhook }: Ground,
  account: Account,
  body: JsonObject,
): Accepted {
  if (!hasWebhook) return refused(NO_WEBHOOK);
  const receiver = asString(body.receiver);
  if (receiver === null || receiver === '') return refused(missingData('receiver'));
  const refusal = checkMessage(body);
  if (refusal) return refused(refusal);

  const phone = shelf.find('viber', account.key, receiver);
  if (!phone || phone.standing === 'stranger') return refused(NOT_REGISTERED);
  if (phone.standing !== 'member') return refused(NOT_SUBSCRIBED);
  if (phone.profile.apiVersion < levelOf(body)) return refused(VERSION_NOT_SUPPORTED);

  const now = Date.now();
  if (!takeTurn(phone, now)) return refused(TOO_MANY_REQUESTS);
  const { sessionStartedAt } = phone;
  const isInSession = sessionStartedAt !== null && now - sessionStartedAt < SESSION_MS;
  return { kind: 'accepted', phone, billing: isInSession ? 1 : 5 };
}

/** The customer acted: the counter starts anew and a session opens where none is open. */
export function noteCustomer(phone: Phone, now: number): void {
  phone.standing = 'member';
  phone.actedAt = now;
  phone.unanswered = { count: 0, since: now };
  const { sessionStartedAt } = phone;
  if (sessionStartedAt === null || now - sessionStartedAt >= SESSION_MS)
    phone.sessionStartedAt = now;
}

function takeTurn(phone: Phone, now: number): boolean {
  const isNewHour = now - phone.unanswered.since >= HOUR_MS;
  const { count, since } = isNewHour ? { count: 0, since: now } : phone.unanswered;
  if (count >= UNANSWERED_LIMIT) return false;
  phone.unanswered = { count: count + 1, since };
  return true;
}

function refused(refusal: ViberRefusal): Accepted {
  return { kind: 'refused', refusal };
}
