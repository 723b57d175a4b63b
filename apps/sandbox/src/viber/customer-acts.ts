import type { Account } from '../accounts.ts';
import { asObject, asString, type JsonObject, readJson } from '../json-value.ts';
import type { SandboxLog } from '../log.ts';
import { type ActionOutcome, DONE, type PhoneAction } from '../phones/chat-network.ts';
import { findTap, type MediaKind, type Phone, type Tap } from '../phones/phone.ts';
import type { CustomerEntry, Scribe } from '../phones/scribe.ts';
import { noteCustomer } from './accept-send.ts';
import type { CallBot } from './call-bot.ts';
import { checkMessage } from './check-message.ts';
import { checkOnDevice } from './check-on-device.ts';
import type { MessageTokens } from './message-tokens.ts';
import { toMediaMessage } from './to-callback.ts';
import { toLook } from './to-look.ts';

export type ActGround = {
  callBot: CallBot;
  scribe: Scribe;
  tokens: MessageTokens;
  log: SandboxLog;
  mediaUrl(kind: MediaKind): string | null;
};

/** Who greets when the welcome names nobody, as that of the library viber-bot does. */
const THE_BOT = { name: 'bot' };

type Act = { account: Account; phone: Phone };
type Writing = { message: JsonObject; silent: boolean; entry: Omit<CustomerEntry, 'id'> };

/** What the customer does in Viber, and what the bot is told of it. */
export function actAsCustomer(ground: ActGround, act: Act, action: PhoneAction): ActionOutcome {
  switch (action.kind) {
    case 'say':
      return write(ground, act, typed(action.text, false));
    case 'tap': {
      const tap = findTap(act.phone, action.payload, action.label);
      if (!tap) return { kind: 'impossible', reason: 'there is no such button in sight' };
      return press(ground, act, tap);
    }
    case 'open':
      open(ground, act, action.context);
      return DONE;
    case 'attach': {
      const media = { kind: action.media, url: ground.mediaUrl(action.media), name: null };
      const entry = { text: null, media: [media] };
      return write(ground, act, { message: toMediaMessage(media), silent: false, entry });
    }
    case 'share-phone':
      return write(ground, act, sharedPhone(act.phone, action.phone));
    case 'unsubscribe':
      return unsubscribe(ground, act);
    case 'manager-says':
      return { kind: 'impossible', reason: 'a Viber bot has no inbox for people' };
  }
}

/** A tap on an open-url key also sends the address to the bot. Source: reference viber.md 5.2. */
function press(ground: ActGround, act: Act, tap: Tap): ActionOutcome {
  if (tap.kind === 'reply' && tap.payload !== null) {
    return write(ground, act, typed(tap.payload, tap.silent));
  }
  if (tap.kind !== 'link' || tap.url === null) {
    return { kind: 'impossible', reason: 'this button sends nothing' };
  }
  write(ground, act, typed(tap.url, tap.silent));
  return { kind: 'done', opens: tap.url };
}

function typed(text: string, silent: boolean): Writing {
  return { message: { type: 'text', text }, silent, entry: { text } };
}

/** The answer to a share-phone key has no name; a contact card has one. */
function sharedPhone(phone: Phone, phone_number: string): Writing {
  const isAsked = phone.keyboard.some((tap) => tap.kind === 'phone');
  const { name } = phone.profile;
  const contact = isAsked ? { phone_number } : { name, phone_number };
  const media = [{ kind: 'contact' as const, url: null, name: phone_number }];
  return {
    message: { type: 'contact', contact },
    silent: false,
    entry: { text: null, media },
  };
}

function write({ callBot, scribe, tokens }: ActGround, act: Act, writing: Writing): ActionOutcome {
  const { account, phone } = act;
  const { message, silent, entry } = writing;
  const token = tokens.next();
  noteCustomer(phone, Date.now());
  const bubble = silent ? null : scribe.customerWrote(phone, { ...entry, id: String(token) });
  void callBot(account, { kind: 'message', phone, message, silent }, { token }).then((outcome) => {
    if (outcome?.kind !== 'delivered' || bubble?.status !== 'sent') return;
    bubble.status = 'delivered';
    scribe.changed(phone);
  });
  return DONE;
}

function unsubscribe({ callBot, scribe }: ActGround, { account, phone }: Act): ActionOutcome {
  if (phone.standing !== 'member') return { kind: 'impossible', reason: 'not subscribed' };
  phone.standing = 'gone';
  phone.keyboard = [];
  scribe.changed(phone);
  void callBot(account, { kind: 'unsubscribed', person: phone.person });
  return DONE;
}

function open(ground: ActGround, { account, phone }: Act, context: string | null): void {
  const subscribed = phone.standing === 'member';
  if (!subscribed) phone.standing = 'visitor';
  ground.scribe.changed(phone);
  const started = { kind: 'conversation_started' as const, phone, context, subscribed };
  const token = ground.tokens.next();
  void ground.callBot(account, started, { token }).then((outcome) => {
    if (outcome?.kind === 'delivered') showWelcome(ground, phone, { token, body: outcome.body });
  });
}

/** The bot's answer to conversation_started is the welcome: a message without receiver. */
function showWelcome(
  { scribe, log }: ActGround,
  phone: Phone,
  { token, body }: { token: bigint; body: string },
): void {
  if (body.trim() === '') return;
  const message = asObject(readJson(body));
  const reason = message ? reasonAgainst(message) : 'not a JSON object';
  if (!message || reason !== null) {
    log.warn({ person: phone.person, reason }, 'the welcome message was not shown');
    return;
  }
  const correlation = asString(message.tracking_data);
  phone.trackingData = correlation;
  const id = `welcome-${token}`;
  scribe.shopWrote(phone, { ...toLook(message), id, by: 'bot', correlation });
}

function reasonAgainst(message: JsonObject): string | null {
  if (message.receiver !== undefined) return 'a welcome has no receiver';
  const named = { sender: THE_BOT, ...message };
  return checkMessage(named)?.status_message ?? checkOnDevice(message);
}
