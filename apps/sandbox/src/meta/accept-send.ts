import type { Account } from '../accounts.ts';
import { asString, type JsonObject } from '../json-value.ts';
import type { Phone } from '../phones/phone.ts';
import type { PhoneShelf } from '../phones/phone-shelf.ts';
import type { Scribe } from '../phones/scribe.ts';
import { checkSend, type MetaSend } from './check-send.ts';
import type { GraphFault } from './graph-fault.ts';
import type { MetaDialect } from './meta-dialect.ts';
import { toLook } from './to-bubble.ts';

const HOUR_MS = 3_600_000;
const WINDOW_MS = 24 * HOUR_MS;
const HUMAN_AGENT_MS = 7 * 24 * HOUR_MS;

export type Accepted =
  | { kind: 'fault'; fault: GraphFault }
  | { kind: 'action'; phone: Phone; action: string }
  | { kind: 'message'; phone: Phone; mid: string; sentAt: number; message: JsonObject };

type Ground = { dialect: MetaDialect; shelf: PhoneShelf; scribe: Scribe };

/** Checks a send and, when the platform would take it, shows it on the customer's phone. */
export function acceptSend(
  { dialect, shelf, scribe }: Ground,
  account: Account,
  body: JsonObject,
): Accepted {
  const send = checkSend(body, dialect.rules);
  if (send.kind === 'fault') return send;
  const phone = shelf.find(dialect.channel, account.key, send.person);
  const fault = checkPerson(phone, send, dialect);
  if (fault || !phone) return { kind: 'fault', fault: fault ?? dialect.rules.faults.unknownPerson };
  if (send.kind === 'action') return { kind: 'action', phone, action: send.action };

  const { quickReplies, ...look } = toLook(send.message);
  const mid = dialect.newMessageId();
  markRead(phone);
  const bubble = scribe.shopWrote(phone, {
    ...look,
    id: mid,
    by: send.tag === 'HUMAN_AGENT' ? 'manager' : 'bot',
    keyboard: quickReplies,
    correlation: correlationOf(dialect, send.message),
  });
  return { kind: 'message', phone, mid, sentAt: bubble.at, message: send.message };
}

/** The mark Messenger gives back in echoes; Instagram has none. */
export function correlationOf(dialect: MetaDialect, message: JsonObject): string | null {
  return dialect.channel === 'messenger' ? asString(message.metadata) : null;
}

/** An answer of the shop marks what the customer wrote as read. */
export function markRead(phone: Phone): void {
  for (const bubble of phone.bubbles) if (bubble.from === 'customer') bubble.status = 'seen';
}

function checkPerson(
  phone: Phone | undefined,
  send: MetaSend,
  { rules: { faults } }: MetaDialect,
): GraphFault | null {
  if (!phone || phone.standing === 'stranger') return faults.unknownPerson;
  if (phone.standing === 'gone') return faults.unavailable;
  if (send.kind !== 'message') return null;
  const allowedMs = send.tag === null ? WINDOW_MS : HUMAN_AGENT_MS;
  const isOpen = phone.actedAt !== null && Date.now() - phone.actedAt < allowedMs;
  return isOpen ? null : faults.windowClosed;
}
