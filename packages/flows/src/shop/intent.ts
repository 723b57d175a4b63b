import type { Language } from '@chatpay/core';

export type OrderPart = 'items' | 'phone' | 'address';

/** What the customer means, as far as it can be told without the step they are in. */
export type Intent =
  | { kind: 'greet' | 'help' | 'thanks' | 'yes' | 'no' | 'next-page' }
  | { kind: 'menu' | 'restart' | 'person' | 'cancel' | 'checkout' }
  /** `pay` are words, `link` is a tap on a button that says so. */
  | { kind: 'pay' | 'link' | 'status' }
  | { kind: 'language'; language: Language }
  | { kind: 'product' | 'drop'; sku: string }
  | { kind: 'quantity'; sku: string; quantity: number }
  | { kind: 'page'; page: number }
  /** Null when the words do not say which summary they answer. */
  | { kind: 'confirm'; fingerprint: string | null }
  | { kind: 'change'; part: OrderPart | null }
  | { kind: 'use-known'; part: 'phone' | 'address' }
  | { kind: 'cancel-order'; number: string }
  | { kind: 'phone'; phone: string }
  | { kind: 'attachment'; attachment: string }
  /** The chat was opened, perhaps through a link that carries a reference. */
  | { kind: 'opened'; reference: string | null }
  | { kind: 'text'; text: string }
  /** Nothing in it that could be read: emoji, punctuation, an empty text. */
  | { kind: 'wordless' }
  | { kind: 'unsupported' }
  | { kind: 'card-number' };

export type IntentOf<Kind extends Intent['kind']> = Extract<Intent, { kind: Kind }>;

/** Yes in words. A tap on the button of a summary says yes to that summary only. */
export function isAssent(intent: Intent): boolean {
  return intent.kind === 'yes' || (intent.kind === 'confirm' && intent.fingerprint === null);
}
