import type { Product } from '@chatpay/core';
import { plainText } from './plain-text.ts';

const SHORTEST_PART = 3;
const SHORTEST_STEM = 4;

/**
 * The products a customer may mean: those called exactly so in any language, else those with the
 * text in their name, else those that share most words with it, whatever the words' endings.
 */
export function findProducts(products: Product[], text: string): Product[] {
  const wanted = plainText(text);
  if (wanted === '') return [];
  const named = products.map((product) => ({
    product,
    names: [...Object.values(product.names), product.sku].map(plainText),
  }));
  const exact = named.filter(({ names }) => names.includes(wanted));
  if (exact.length > 0) return exact.map(({ product }) => product);
  const partial = named.filter(
    ({ names }) => wanted.length >= SHORTEST_PART && names.some((name) => name.includes(wanted)),
  );
  if (partial.length > 0) return partial.map(({ product }) => product);
  return closest(named, wanted.split(' '));
}

function closest(named: { product: Product; names: string[] }[], wanted: string[]): Product[] {
  const scored = named.map(({ product, names }) => ({
    product,
    score: Math.max(...names.map((name) => sharedWords(name.split(' '), wanted))),
  }));
  const best = Math.max(0, ...scored.map(({ score }) => score));
  if (best === 0) return [];
  return scored.filter(({ score }) => score === best).map(({ product }) => product);
}

function sharedWords(name: string[], wanted: string[]): number {
  const spoken = wanted.filter((word) => word.length >= SHORTEST_PART);
  return name.filter((word) => spoken.some((other) => areAkin(word, other))).length;
}

/** `торт` and `торта`, `cake` and `cakes`: the same word but for its ending. */
function areAkin(left: string, right: string): boolean {
  if (left === right) return true;
  const shorter = Math.min(left.length, right.length);
  const stem = Math.max(SHORTEST_STEM, shorter - 2);
  return shorter >= stem && left.slice(0, stem) === right.slice(0, stem);
}
