import type { Books } from '../books.ts';
import type { EventFeed } from '../delivery/event-feed.ts';
import { type Bubble, type Card, type Media, type Phone, showBubble, type Tap } from './phone.ts';

/** What the customer wrote, tapped or attached, as it shows in the chat. */
export type CustomerEntry = { id: string; text: string | null; media?: Media[] };

/** What the shop sent, as it shows in the chat. */
export type ShopEntry = {
  id: string;
  by: 'bot' | 'manager';
  text: string | null;
  media: Media[];
  cards: Card[];
  buttons: Tap[];
  keyboard: Tap[];
  /** The shop's own mark, null where the platform carries none. */
  correlation: string | null;
};

/** Writes what happens on a phone into the chat, the books and the event feed. */
export interface Scribe {
  customerWrote(phone: Phone, entry: CustomerEntry): Bubble;
  shopWrote(phone: Phone, entry: ShopEntry): Bubble;
  /** Something other than a message changed: typing, marks, keyboard. */
  changed(phone: Phone): void;
}

/** A scribe for the given books and feed. */
export function createScribe({ books, events }: { books: Books; events: EventFeed }): Scribe {
  function publish(kind: 'message' | 'phone', { channel, account, person }: Phone): void {
    events.publish({ kind, standIn: channel, account, person });
  }

  return {
    customerWrote(phone, { id, text, media = [] }) {
      const bubble = newBubble({ id, text, media, from: 'customer', by: 'customer' });
      showBubble(phone, bubble);
      books.recordMessage({ ...bookPage(phone, bubble), direction: 'in', correlation: null });
      publish('message', phone);
      return bubble;
    },
    shopWrote(phone, { keyboard, correlation, ...entry }) {
      const bubble = newBubble({ ...entry, from: 'shop' });
      showBubble(phone, bubble);
      phone.keyboard = keyboard;
      phone.typing = false;
      books.recordMessage({ ...bookPage(phone, bubble), direction: 'out', correlation });
      publish('message', phone);
      return bubble;
    },
    changed: (phone) => publish('phone', phone),
  };
}

type BubbleStart = Pick<Bubble, 'id' | 'from' | 'by' | 'text'> & Partial<Bubble>;

function newBubble(start: BubbleStart): Bubble {
  return { media: [], cards: [], buttons: [], status: 'sent', at: Date.now(), ...start };
}

function bookPage(phone: Phone, bubble: Bubble) {
  const { channel, account, person } = phone;
  const own = [...bubble.buttons, ...bubble.cards.flatMap((card) => card.buttons)];
  const taps = bubble.from === 'shop' ? [...own, ...phone.keyboard] : [];
  const link = taps.find((tap) => tap.kind === 'link');
  return {
    channel,
    account,
    person,
    text: bubble.text,
    choices: taps
      .filter((tap) => tap.kind !== 'link' && tap.kind !== 'none')
      .map(({ label, payload }) => ({ label, payload: payload ?? '' })),
    link: link ? { label: link.label, url: link.url ?? '' } : null,
    externalId: bubble.id,
    at: new Date(bubble.at).toISOString(),
  };
}
