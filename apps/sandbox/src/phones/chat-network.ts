import type { Router } from 'express';
import type { Account } from '../accounts.ts';
import type { Platform } from '../platform.ts';
import type { ChatName, MediaKind, Phone } from './phone.ts';
import type { PhoneShelf } from './phone-shelf.ts';
import type { Scribe } from './scribe.ts';

/** What a customer does in the app. `manager-says` is the shop's own person in the inbox. */
export type PhoneAction =
  | { kind: 'say'; text: string }
  | { kind: 'tap'; payload: string; label: string | null }
  | { kind: 'open'; context: string | null }
  | { kind: 'attach'; media: MediaKind }
  | { kind: 'share-phone'; phone: string }
  | { kind: 'unsubscribe' }
  | { kind: 'manager-says'; text: string };

export type ActionOutcome =
  /** `opens` is the page a link button leads to. */
  { kind: 'done'; opens: string | null } | { kind: 'impossible'; reason: string };

/** A platform as its customers reach it. */
export interface ChatNetwork {
  readonly channel: ChatName;
  /** Ends when the platform took it; the webhook is then on its way. */
  act(account: Account, phone: Phone, action: PhoneAction): ActionOutcome;
}

/** A platform as the sandbox mounts it. */
export type ChatStandIn = { network: ChatNetwork; router: Router };

/** What a chat stand-in is built on. `mediaUrl` is a picture, a sound … that can be fetched. */
export type StandInGround = {
  platform: Platform;
  shelf: PhoneShelf;
  scribe: Scribe;
  mediaUrl(kind: MediaKind): string | null;
};

/** The action happened and opens nothing. */
export const DONE: ActionOutcome = { kind: 'done', opens: null };
