import { formatMoney, type Product } from '@chatpay/core';
import { findProducts } from '../find-products.ts';
import type { Intent } from '../intent.ts';
import { productName } from '../order-lines.ts';
import { payloads } from '../payload.ts';
import { readPosition } from '../read-count.ts';
import { paragraphs, tap, type Utterance } from '../speak.ts';
import type { Draft, StateOf } from '../state.ts';
import type { Talk } from '../talk.ts';
import { LONGEST_TEXT } from '../to-intent.ts';
import { catalogueState, listFingerprint, nextState } from './next-state.ts';
import { openProduct } from './product-moves.ts';
import type { Move, Step } from './step.ts';

const LONGEST_PAGE = 8;
/** Taps beside the products: more, next, operator, and one for news that came meanwhile. */
const OTHER_TAPS = 4;

type CatalogueState = StateOf<'catalogue'>;

/** The numbered list, a page at a time. A number, a name or a tap chooses. */
export const catalogue: Step<CatalogueState> = {
  ask(state, talk) {
    const { texts, context } = talk;
    const { pages, page, products } = pageOf(context.products, state.page, talk);
    if (products.length === 0) {
      return { text: texts.catalogueEmpty, choices: [tap(texts.labels.person, payloads.person)] };
    }
    return {
      text: paragraphs(
        texts.catalogue,
        listText(products, talk),
        pages > 1 ? texts.page({ page: page + 1, pages }) : null,
      ),
      choices: [
        ...productTaps(products, talk),
        ...(pages > 1 ? [tap(texts.labels.more, payloads.page((page + 1) % pages))] : []),
        ...otherTaps(state.draft, talk),
      ],
    };
  },

  answer(state, intent, talk) {
    const hasItems = state.draft.items.length > 0;
    const { page, pages } = pageOf(talk.context.products, state.page, talk);
    const turned = { state: catalogueState(state.draft, talk, (page + 1) % pages) };
    switch (intent.kind) {
      case 'text':
        return intent.text.length > LONGEST_TEXT ? null : readChoice(state, intent.text, talk);
      case 'next-page':
        return turned;
      case 'pay':
      case 'no':
        return hasItems ? { state: nextState(state.draft, talk) } : null;
      case 'checkout':
        return hasItems ? { state: nextState(state.draft, talk) } : turned;
      default:
        return null;
    }
  },
};

/** Several products that the customer may have meant. */
export function suggestProducts(found: Product[], talk: Talk): Utterance {
  const shown = found.slice(0, pageSize(talk));
  const { texts } = talk;
  return {
    text: paragraphs(texts.foundSeveral, listText(shown, talk)),
    choices: [...productTaps(shown, talk), tap(texts.labels.person, payloads.person)],
  };
}

/** What free words lead to where a product may be named. */
export function searchProducts(draft: Draft, intent: Intent, talk: Talk): Move | null {
  if (intent.kind !== 'text' || intent.text.length > LONGEST_TEXT) return null;
  const found = findProducts(talk.context.products, intent.text);
  const [only] = found;
  if (!only) return null;
  if (found.length === 1) return openProduct(draft, only);
  return { state: catalogueState(draft, talk), say: suggestProducts(found, talk) };
}

function readChoice(state: CatalogueState, text: string, talk: Talk): Move {
  const { products } = talk.context;
  const position = readPosition(text);
  if (position !== null && state.listed !== listFingerprint(products)) {
    return { state: catalogueState(state.draft, talk), note: talk.texts.listChanged };
  }
  const counted = position === null ? undefined : products[position - 1];
  if (counted) return openProduct(state.draft, counted);
  const found = searchProducts(state.draft, { kind: 'text', text }, talk);
  return found ?? { state, note: talk.texts.notFound };
}

function listText(products: Product[], talk: Talk): string {
  return products
    .map((product) => {
      const price = formatMoney(product.price, talk.language);
      return `${positionOf(product, talk)}. ${productName(talk, product)} — ${price}`;
    })
    .join('\n');
}

/** The number in front keeps two labels apart that are alike once they are cut. */
function productTaps(products: Product[], talk: Talk) {
  return products.map((product) =>
    tap(`${positionOf(product, talk)}. ${productName(talk, product)}`, payloads.add(product.sku)),
  );
}

function otherTaps(draft: Draft, { texts }: Talk) {
  return [
    ...(draft.items.length > 0 ? [tap(texts.labels.checkout, payloads.checkout)] : []),
    tap(texts.labels.person, payloads.person),
  ];
}

function positionOf(product: Product, { context }: Talk): number {
  return context.products.indexOf(product) + 1;
}

function pageOf(products: Product[], wanted: number, talk: Talk) {
  const size = pageSize(talk);
  const pages = Math.max(1, Math.ceil(products.length / size));
  const page = Math.min(wanted, pages - 1);
  return { pages, page, products: products.slice(page * size, (page + 1) * size) };
}

/** A page has as many products as have taps; where taps are scarce the numbers do. */
function pageSize({ context }: Talk): number {
  const room = context.capabilities.maxChoices - OTHER_TAPS;
  return room < 1 ? LONGEST_PAGE : Math.min(LONGEST_PAGE, room);
}
