import type { Intent, OrderPart } from './intent.ts';
import { givePayLink, isOpen, priced, tellStatus } from './order-answers.ts';
import { findProduct } from './order-lines.ts';
import { formatPhone, readPhone } from './phone-number.ts';
import { paragraphs } from './speak.ts';
import { type Draft, draftOf, emptyDraft, type TalkingState } from './state.ts';
import { catalogueState, nextState } from './steps/next-state.ts';
import { cancelOrder, proposeCancel } from './steps/placed.ts';
import { chooseQuantity, dropProduct, openProduct } from './steps/product-moves.ts';
import type { Move } from './steps/step.ts';
import type { Talk } from './talk.ts';
import { explainUnexpected } from './unexpected.ts';

/**
 * What an intent means where the step itself has no use for it: commands that work everywhere, taps
 * on messages further up, and everything we did not expect. No step is lost by any of it.
 */
export function answerAnywhere(state: TalkingState, intent: Intent, talk: Talk): Move {
  switch (intent.kind) {
    case 'menu':
    case 'restart':
      return showCatalogue(state, talk, intent.kind === 'menu' ? draftOf(state) : null);
    case 'page':
      return turnPage(state, intent.page, talk);
    case 'pay':
    case 'link':
      return givePayLink(state, talk);
    case 'status':
      return tellStatus(state, talk);
    case 'cancel':
      return cancelAnywhere(state, talk);
    case 'cancel-order':
      return cancelOrder(state, intent.number, talk);
    case 'product':
      return tapProduct(state, intent.sku, talk);
    case 'quantity':
      return tapQuantity(state, intent, talk);
    case 'drop': {
      const draft = draftOf(state);
      return draft ? dropProduct(draft, intent.sku, talk) : oldTap(state, talk);
    }
    case 'checkout':
      return goOn(state, 'rest', talk);
    case 'change':
      return goOn(state, intent.part ?? 'items', talk);
    case 'phone':
      return notePhone(state, intent.phone, talk);
    case 'opened':
      return openChat(state, intent.reference, talk);
    case 'attachment':
      return isScreenshot(state, intent.attachment, talk)
        ? tellStatus(state, talk)
        : explainUnexpected(state, intent, talk);
    default:
      return explainUnexpected(state, intent, talk);
  }
}

/** A new order may be begun while another waits for its payment; that one is not forgotten. */
function showCatalogue(state: TalkingState, talk: Talk, draft: Draft | null): Move {
  return { state: catalogueState(draft ?? emptyDraft(), talk), ...reminder(state, talk) };
}

function turnPage(state: TalkingState, page: number, talk: Talk): Move {
  return { state: catalogueState(draftOf(state) ?? emptyDraft(), talk, page) };
}

function tapProduct(state: TalkingState, sku: string, talk: Talk): Move {
  const product = findProduct(talk.context.products, sku);
  if (!product) return { state, note: talk.texts.productGone };
  return { ...openProduct(draftOf(state) ?? emptyDraft(), product), ...reminder(state, talk) };
}

function tapQuantity(
  state: TalkingState,
  line: { sku: string; quantity: number },
  talk: Talk,
): Move {
  const move = chooseQuantity(draftOf(state) ?? emptyDraft(), line, talk);
  if (!move) return { state, note: talk.texts.productGone };
  const note = paragraphs(move.note, reminder(state, talk).note);
  return note === '' ? move : { ...move, note };
}

/** On with the order, or back to a part of it that is to be changed. */
function goOn(state: TalkingState, to: OrderPart | 'rest', talk: Talk): Move {
  const draft = draftOf(state);
  if (!draft) return oldTap(state, talk);
  if (draft.items.length === 0) return { state, note: talk.texts.orderEmpty };
  switch (to) {
    case 'rest':
      return { state: nextState(draft, talk) };
    case 'items':
      return { state: { step: 'cart', draft } };
    case 'phone':
      return { state: { step: 'phone', draft: { ...draft, phone: null } } };
    case 'address':
      return { state: { step: 'address', draft: { ...draft, address: null } } };
  }
}

function cancelAnywhere(state: TalkingState, talk: Talk): Move {
  const hasItems = (draftOf(state)?.items.length ?? 0) > 0;
  if (!hasItems) return proposeCancel(state, talk);
  return { state: catalogueState(emptyDraft(), talk), note: talk.texts.draftCancelled };
}

function notePhone(state: TalkingState, shared: string, talk: Talk): Move {
  const phone = readPhone(shared);
  if (phone === null) return { state, note: talk.texts.phoneError };
  return {
    state: withPhone(state, phone, talk),
    effects: [{ type: 'remember-contact', phone }],
    note: talk.texts.phoneNoted({ phone: formatPhone(phone) }),
  };
}

function withPhone(state: TalkingState, phone: string, talk: Talk): TalkingState {
  if (!('draft' in state)) return state;
  const draft = { ...state.draft, phone };
  return state.step === 'confirm' ? nextState(draft, talk) : { ...state, draft };
}

/** A reference comes with a link that anybody can write: it opens things, it proves nothing. */
function openChat(state: TalkingState, reference: string | null, talk: Talk): Move {
  const [, kind, value = ''] = /^(p|paid)_(.+)$/.exec(reference ?? '') ?? [];
  if (kind === 'p') return tapProduct(state, value, talk);
  if (kind !== 'paid') return { state, ...greeting(state, talk) };
  if (talk.context.order?.number === value) return tellStatus(state, talk);
  return { state, note: talk.texts.otherOrder };
}

function greeting(state: TalkingState, { texts }: Talk): { note?: string } {
  const isFirst = state.step === 'welcome' && !state.greeted;
  return isFirst ? {} : { note: texts.hello };
}

function reminder(state: TalkingState, talk: Talk): { note?: string } {
  const { order } = talk.context;
  if (state.step !== 'placed' || !order || !isOpen(order)) return {};
  return { note: talk.texts.stillWaiting(priced(order, talk)) };
}

/** A picture while a payment is expected is most likely the proof of one. */
function isScreenshot(state: TalkingState, attachment: string, { context }: Talk): boolean {
  const isPicture = attachment === 'image' || attachment === 'file';
  const isAwaited = state.step === 'placed' || context.order?.status === 'awaiting_payment';
  return isPicture && isAwaited && context.order !== null;
}

function oldTap(state: TalkingState, { texts }: Talk): Move {
  return { state, note: texts.oldTap };
}
