import type { Product } from '@chatpay/core';
import { fingerprint } from '../fingerprint.ts';
import { summaryFingerprint } from '../order-lines.ts';
import type { Draft, StateOf, TalkingState } from '../state.ts';
import type { Talk } from '../talk.ts';

/** The first station that the draft still lacks something for; the summary when it lacks nothing. */
export function nextState(draft: Draft, talk: Talk): TalkingState {
  if (draft.items.length === 0) return catalogueState(draft, talk);
  if (draft.phone === null) return { step: 'phone', draft };
  if (draft.address === null) return { step: 'address', draft };
  return { step: 'confirm', draft, shown: summaryFingerprint(draft, talk) };
}

export function catalogueState(draft: Draft, talk: Talk, page = 0): StateOf<'catalogue'> {
  return { step: 'catalogue', draft, page, listed: listFingerprint(talk.context.products) };
}

/** Changes when a number in the list would mean another product. */
export function listFingerprint(products: Product[]): string {
  return fingerprint(products.map(({ sku }) => sku));
}
