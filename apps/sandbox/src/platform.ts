import { type AccountStore, createAccountStore } from './accounts.ts';
import { type Addresses, createAddresses } from './addresses.ts';
import { type Books, createBooks } from './books.ts';
import { createWebhookDelivery, type WebhookDelivery } from './delivery/deliver-webhook.ts';
import { createEventFeed, type EventFeed } from './delivery/event-feed.ts';
import { createFaultDial, type FaultDial } from './delivery/fault-dial.ts';
import { DEMO_ACCOUNTS } from './demo-accounts.ts';
import type { SandboxLog } from './log.ts';

export type SandboxConfig = {
  gatewayUrl: string;
  /** Null means http://localhost:<the port it listens on>. */
  publicUrl: string | null;
  /** Divides the waits between webhook tries. 1 is real time. */
  clockFactor: number;
  log: SandboxLog;
  /** Gives 0..1 for the fault dial. */
  random: () => number;
};

/** What every stand-in stands on. */
export type Platform = {
  config: SandboxConfig;
  accounts: AccountStore;
  addresses: Addresses;
  books: Books;
  dial: FaultDial;
  delivery: WebhookDelivery;
  events: EventFeed;
  /** A stand-in registers here what forgets its state. */
  onReset(forget: () => void): void;
  /** Webhooks, faults, books and every stand-in's state are gone; accounts stay. */
  reset(): void;
  /** Ends webhooks and timers for good. */
  close(): void;
};

/** The common ground with the demo accounts and nothing wrong. */
export function createPlatform(config: SandboxConfig): Platform {
  const { clockFactor, gatewayUrl, random } = config;
  const forgetful: (() => void)[] = [];
  const books = createBooks();
  const dial = createFaultDial(random);
  const events = createEventFeed();
  const delivery = createWebhookDelivery({
    dial,
    clockFactor,
    random,
    record(entry) {
      books.recordDelivery(entry);
      const { standIn, account, label, ok } = entry;
      events.publish({ kind: 'delivery', standIn, account, label, ok });
    },
  });

  return {
    config,
    accounts: createAccountStore(DEMO_ACCOUNTS),
    addresses: createAddresses({ gatewayUrl, publicUrl: config.publicUrl ?? '' }),
    books,
    dial,
    delivery,
    events,
    onReset(forget) {
      forgetful.push(forget);
    },
    reset() {
      delivery.clear();
      dial.reset();
      books.clear();
      for (const forget of forgetful) forget();
      events.publish({ kind: 'reset' });
    },
    close() {
      delivery.close();
      for (const forget of forgetful) forget();
    },
  };
}
