import type { StandInName } from '../accounts.ts';

export type ChatName = Exclude<StandInName, 'vpos'>;

/** How wide and coloured a key of a Viber keyboard is: a grid of six columns. */
export type KeyLook = {
  columns: number;
  rows: number;
  background: string | null;
  color: string | null;
};

/** Something the customer can press. `payload` is what a tap sends, `url` what it opens. */
export type Tap = {
  kind: 'reply' | 'postback' | 'link' | 'phone' | 'location' | 'call' | 'none';
  label: string;
  payload: string | null;
  url: string | null;
  /** A Viber key whose tap shows nothing in the chat. */
  silent: boolean;
  look: KeyLook | null;
};

export type MediaKind = 'image' | 'sticker' | 'audio' | 'video' | 'file' | 'location' | 'contact';
export type Media = { kind: MediaKind; url: string | null; name: string | null };

/** One card of a carousel. */
export type Card = {
  title: string | null;
  subtitle: string | null;
  image: string | null;
  buttons: Tap[];
};

/** One message in the chat as the customer sees it. */
export type Bubble = {
  id: string;
  from: 'customer' | 'shop';
  by: 'customer' | 'bot' | 'manager';
  text: string | null;
  media: Media[];
  cards: Card[];
  buttons: Tap[];
  status: 'sent' | 'delivered' | 'seen';
  /** Epoch milliseconds. */
  at: number;
};

/** What the person's app tells the shop about them. */
export type Profile = {
  name: string;
  language: string;
  country: string;
  /** Viber: the newest API level the person's devices understand. */
  apiVersion: number;
};

/**
 * `stranger` never acted; `visitor` opened the chat without writing (Viber); `member` may be
 * written to; `gone` unsubscribed or blocked the shop.
 */
export type Standing = 'stranger' | 'visitor' | 'member' | 'gone';

/** One customer's chat with one account. */
export type Phone = {
  readonly channel: ChatName;
  readonly account: string;
  readonly person: string;
  profile: Profile;
  standing: Standing;
  bubbles: Bubble[];
  keyboard: Tap[];
  typing: boolean;
  /** The newest action that opens the messaging window, epoch milliseconds; null before any. */
  actedAt: number | null;
  /** A reference from a link that travels with the next message. */
  pendingReferral: string | null;
  /** Viber: `tracking_data` of the last message, returned with the customer's replies. */
  trackingData: string | null;
  /** Viber: the 24-hour session opened by the customer, epoch milliseconds. */
  sessionStartedAt: number | null;
  /** Viber: messages since the customer's last one, counted within an hour. */
  unanswered: { count: number; since: number };
};

const KEPT_BUBBLES = 200;

/** A phone that has never opened this chat. */
export function newPhone(channel: ChatName, account: string, person: string): Phone {
  return {
    channel,
    account,
    person,
    profile: { name: 'Customer', language: 'hy', country: 'AM', apiVersion: 10 },
    standing: 'stranger',
    bubbles: [],
    keyboard: [],
    typing: false,
    actedAt: null,
    pendingReferral: null,
    trackingData: null,
    sessionStartedAt: null,
    unanswered: { count: 0, since: 0 },
  };
}

/** Adds a message at the end; only the newest two hundred are kept. */
export function showBubble(phone: Phone, bubble: Bubble): void {
  phone.bubbles.push(bubble);
  if (phone.bubbles.length >= KEPT_BUBBLES * 2) phone.bubbles = phone.bubbles.slice(-KEPT_BUBBLES);
}

/** Everything in sight that can be pressed, newest first. */
export function visibleTaps(phone: Phone): Tap[] {
  const inBubbles = phone.bubbles
    .toReversed()
    .flatMap((bubble) => [...bubble.buttons, ...bubble.cards.flatMap((card) => card.buttons)]);
  return [...phone.keyboard, ...inBubbles];
}

/** The visible tap that sends `payload` or opens it as an address; the label settles a tie. */
export function findTap(phone: Phone, payload: string, label: string | null): Tap | undefined {
  const candidates = visibleTaps(phone).filter(
    (tap) => tap.payload === payload || tap.url === payload,
  );
  return candidates.find((tap) => tap.label === label) ?? candidates[0];
}

/** Whether this web address can be tapped somewhere in the chat. */
export function showsAddress(phone: Phone, url: string): boolean {
  if (!/^https?:\/\//.test(url)) return false;
  const isLink = visibleTaps(phone).some((tap) => tap.url === url);
  return isLink || phone.bubbles.some(({ text }) => text?.includes(url));
}
