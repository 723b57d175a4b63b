import type { StandInName } from './accounts.ts';
import { createBoundedLog } from './bounded-log.ts';

/** A chat message as the platform saw it. `in` is from the customer to the shop. */
export type BookMessage = {
  channel: Exclude<StandInName, 'vpos'>;
  account: string;
  person: string;
  direction: 'in' | 'out';
  text: string | null;
  /** Labels and payloads of the taps under the message. */
  choices: { label: string; payload: string }[];
  link: { label: string; url: string } | null;
  externalId: string;
  /** The shop's own mark where the platform carries one (metadata, tracking data). */
  correlation: string | null;
  /** ISO time. */
  at: string;
};

/** One try at posting a webhook, or the decision not to. */
export type BookDelivery = {
  standIn: StandInName;
  account: string;
  label: string;
  lane: string;
  to: string;
  /** From 1; 0 where nothing was sent. */
  attempt: number;
  /** The HTTP status, null where no answer came. */
  status: number | null;
  ok: boolean;
  /** Why it is not ok, or which fault was played. */
  reason: string | null;
  at: string;
};

const MESSAGE_LIMIT = 50_000;
const DELIVERY_LIMIT = 20_000;

/** What happened, in order, for tests and people to compare with the gateway's own memory. */
export interface Books {
  recordMessage(message: BookMessage): void;
  recordDelivery(delivery: BookDelivery): void;
  messages(): BookMessage[];
  deliveries(): BookDelivery[];
  clear(): void;
}

/** Empty books that keep the newest 50 000 messages and 20 000 delivery tries. */
export function createBooks(): Books {
  const messages = createBoundedLog<BookMessage>(MESSAGE_LIMIT);
  const deliveries = createBoundedLog<BookDelivery>(DELIVERY_LIMIT);
  return {
    recordMessage: messages.append,
    recordDelivery: deliveries.append,
    messages: messages.entries,
    deliveries: deliveries.entries,
    clear() {
      messages.clear();
      deliveries.clear();
    },
  };
}
