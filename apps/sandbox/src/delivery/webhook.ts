import type { StandInName } from '../accounts.ts';
import type { BookDelivery } from '../books.ts';
import type { FaultDial } from './fault-dial.ts';
import type { WebhookAnswer } from './post-webhook.ts';

/** One try of one webhook. `number` counts from 1; copies of a duplicated webhook repeat it. */
export type WebhookAttempt = { number: number; sentAt: Date };

export type Webhook = {
  standIn: StandInName;
  /** The account's key, for the books. */
  account: string;
  /** What it tells, for the books: `messages`, `payment_session.succeeded`. */
  label: string;
  url: string;
  /** Sent byte for byte the same on every try. */
  body: string;
  /** First tries of one lane go one after another; retries and shuffled ones do not wait. */
  lane: string;
  /** Waits before the second try, the third, … in ms; given up when they are used up. */
  waitsMs: readonly number[];
  timeoutMs: number;
  /** The one status that ends the tries; any 2xx where it is left out. */
  takenBy?: number;
  /** All headers of one try. Called per try; called with altered bytes to forge a signature. */
  sign(body: string, attempt: WebhookAttempt): Record<string, string>;
  /** Where the address carries the signature too: the address of one try. */
  signUrl?(body: string): string;
  /** Told after every try of the first copy. */
  onAttempt?(answer: WebhookAnswer): void;
};

export type DeliveryOutcome =
  /** Taken: this is the answer. */
  | { kind: 'delivered'; status: number; body: string; attempts: number }
  | { kind: 'given-up'; reason: string; attempts: number }
  /** By the fault dial. */
  | { kind: 'dropped' }
  /** By a reset or the end of the sandbox. */
  | { kind: 'abandoned' };

export type WebhookDeliveryConfig = {
  dial: FaultDial;
  /** Divides the waits between tries. */
  clockFactor: number;
  random: () => number;
  /** Where every try is written down. */
  record(delivery: BookDelivery): void;
};
