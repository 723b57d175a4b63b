import { findProducts } from '../find-products.ts';
import { emptyDraft } from '../state.ts';
import type { Talk } from '../talk.ts';
import { suggestProducts } from './catalogue.ts';
import { catalogueState } from './next-state.ts';
import { openProduct } from './product-moves.ts';
import type { Move } from './step.ts';

/** A new order that begins with a product's name: opens it, or asks which of several was meant. */
export function beginWithName(text: string, talk: Talk): Move | null {
  const found = findProducts(talk.context.products, text);
  const [only] = found;
  if (!only) return null;
  if (found.length === 1) return openProduct(emptyDraft(), only);
  return { state: catalogueState(emptyDraft(), talk), say: suggestProducts(found, talk) };
}
