import type { ZodType } from 'zod';
import type { ChannelCapabilities } from './channel.ts';
import type { Choice } from './message-content.ts';
import type { Money } from './money.ts';
import type { Language } from './names.ts';
import type { OrderStatus } from './payment.ts';

export type Product = {
  sku: string;
  names: Record<Language, string>;
  descriptions: Record<Language, string>;
  price: Money;
};

/** The conversation's latest order as the flow may speak of it. Our own state, never the chat's. */
export type OrderView = {
  number: string;
  status: OrderStatus;
  total: Money;
  items: { sku: string; names: Record<Language, string>; quantity: number }[];
  /** True while the payment link can still be paid. */
  linkIsLive: boolean;
  /** True while money for this order waits for a person's decision. */
  inReview: boolean;
};

/** Everything a flow may look at. No clock, no random, no network. */
export type FlowContext = {
  shop: { name: string; nextSteps: Record<Language, string>; support: Record<Language, string> };
  language: Language | null;
  /** What the platform says about the person's language, such as `uk-UA`. */
  languageHint: string | null;
  products: Product[];
  /** The conversation's latest order; with a payment event, the order that the event is about. */
  order: OrderView | null;
  contact: { name: string | null; phone: string | null; address: string | null };
  capabilities: ChannelCapabilities;
};

export type FlowEvent =
  | { type: 'started'; reference: string | null }
  | { type: 'text'; text: string }
  /** A tap on one of our own choices or buttons. Unverified where typed text looks the same. */
  | { type: 'choice'; payload: string; label: string | null }
  | { type: 'phone'; phone: string }
  | { type: 'attachment'; kind: string }
  | { type: 'unsupported' }
  | { type: 'card_number' }
  /** A person gave the conversation back to the flow. */
  | { type: 'handed_back' }
  /** From our own journal. */
  | { type: 'payment'; outcome: PaymentOutcome };

/** `declined`: this attempt failed, the link lives on. `failed`: the link is spent. */
export type PaymentOutcome =
  | 'paid'
  | 'declined'
  | 'failed'
  | 'expired'
  | 'review'
  | 'duplicate'
  | 'cancelled';

export type MessageClass = 'reply' | 'payment_link' | 'payment_notice';

export type Effect =
  | {
      type: 'say';
      text: string;
      choices?: Choice[];
      /** A button to the payment page of the conversation's latest order. */
      payButton?: string;
      class: MessageClass;
    }
  | { type: 'set-language'; language: Language }
  | { type: 'remember-contact'; phone?: string; address?: string }
  /** Creates the order with its payment request and link; later `say` effects may point at it. */
  | {
      type: 'place-order';
      items: { sku: string; quantity: number }[];
      phone: string;
      address: string;
    }
  /** The same order again: reuses the live link, or opens a new one when it is spent. */
  | { type: 'renew-link' }
  /** Asks the provider now. The outcome comes back as a payment event. */
  | { type: 'check-payment' }
  | { type: 'cancel-order' }
  | { type: 'hand-over'; reason: string };

export type Turn<S> = { state: S; effects: Effect[] };

/** A scenario: pure decisions over a stored state. */
export interface Flow<S> {
  readonly name: string;
  readonly state: ZodType<S>;
  start(context: FlowContext): Turn<S>;
  advance(state: S, event: FlowEvent, context: FlowContext): Turn<S>;
}
