import type { Product } from '@chatpay/core';
import { findProduct, putProduct, withoutProduct } from '../order-lines.ts';
import { type Draft, MOST_LINES, MOST_QUANTITY } from '../state.ts';
import type { Talk } from '../talk.ts';
import { catalogueState } from './next-state.ts';
import type { Move } from './step.ts';

/** Asks how many of the product. */
export function openProduct(draft: Draft, product: Product): Move {
  return { state: { step: 'quantity', draft, sku: product.sku } };
}

/** Puts so many of a product into the order, or says why that cannot be. */
export function chooseQuantity(
  draft: Draft,
  { sku, quantity }: { sku: string; quantity: number },
  talk: Talk,
): Move | null {
  const { products } = talk.context;
  const product = findProduct(products, sku);
  if (!product) return null;
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > MOST_QUANTITY) {
    const note = talk.texts.quantityError({ most: MOST_QUANTITY });
    return { ...openProduct(draft, product), note };
  }
  const putting = putProduct(draft, { product, quantity }, products);
  switch (putting.kind) {
    case 'put':
      return { state: { step: 'cart', draft: putting.draft } };
    case 'full':
      return { state: { step: 'cart', draft }, note: talk.texts.orderFull({ most: MOST_LINES }) };
    case 'other-currency':
      return { state: { step: 'cart', draft }, note: talk.texts.otherCurrency };
  }
}

/** Takes a product off the order. */
export function dropProduct(draft: Draft, sku: string, talk: Talk): Move {
  const left = withoutProduct(draft, sku);
  if (left.items.length > 0) return { state: { step: 'cart', draft: left } };
  return { state: catalogueState(left, talk), note: talk.texts.orderEmpty };
}
