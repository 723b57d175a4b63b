import type { Account } from '../accounts.ts';
import type { JsonObject } from '../json-value.ts';
import type { Media } from '../phones/phone.ts';
import type { MetaRules } from './meta-rules.ts';

/** What can happen in a chat that the platform tells the shop about. */
export type Happening =
  | { kind: 'text'; mid: string; text: string; referral: string | null }
  | { kind: 'quick-reply'; mid: string; text: string; payload: string }
  | { kind: 'media'; mid: string; media: Media }
  | { kind: 'postback'; mid: string; title: string; payload: string; referral: string | null }
  | { kind: 'referral'; reference: string }
  /** `message` is the body that was sent; `appId` is empty where the platform names none. */
  | { kind: 'echo'; mid: string; message: JsonObject; appId: string; metadata: string | null }
  /** `sentAt` is the time of the message that arrived or was read. */
  | { kind: 'delivered'; mid: string; sentAt: number }
  | { kind: 'seen'; mid: string; sentAt: number };

/** A happening, whose it is and when: epoch milliseconds. */
export type Scene = { account: Account; person: string; at: number; happening: Happening };

/** How one of Meta's two chats speaks. */
export interface MetaDialect {
  readonly channel: 'messenger' | 'instagram';
  readonly rules: MetaRules;
  newMessageId(): string;
  /** The webhook body, or null where this platform says nothing. */
  toUpdate(scene: Scene): JsonObject | null;
  /** Any of these subscribed fields brings the happening to the shop. */
  fieldsOf(kind: Happening['kind']): readonly string[];
}
