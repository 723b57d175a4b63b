import { formatMoney, type Money, type Product } from '@chatpay/core';
import { cutLabel } from './cut-label.ts';
import { fingerprint } from './fingerprint.ts';
import { type Draft, MOST_LINES, type TalkingState } from './state.ts';
import type { Talk } from './talk.ts';

export type OrderLine = { product: Product; quantity: number };

const LONGEST_NAME = 60;

export type Putting =
  | { kind: 'put'; draft: Draft }
  | { kind: 'full' }
  /** One payment is in one currency. */
  | { kind: 'other-currency' };

export function findProduct(products: Product[], sku: string): Product | null {
  return products.find((product) => product.sku === sku) ?? null;
}

export function productName({ language }: Pick<Talk, 'language'>, product: Product): string {
  return cutLabel(product.names[language].trim() || product.sku, LONGEST_NAME);
}

/** The draft's products as the catalogue has them today. */
export function linesOf(draft: Draft, products: Product[]): OrderLine[] {
  return draft.items.flatMap(({ sku, quantity }) => {
    const product = findProduct(products, sku);
    return product ? [{ product, quantity }] : [];
  });
}

export function totalOf(lines: OrderLine[]): Money {
  const minor = lines.reduce((sum, { product, quantity }) => sum + cost(product, quantity), 0);
  return { minor, currency: lines[0]?.product.price.currency ?? 'AMD' };
}

/** The draft with so many of a product, whatever stood there before: a second tap adds nothing. */
export function putProduct(
  draft: Draft,
  { product, quantity }: OrderLine,
  products: Product[],
): Putting {
  const others = draft.items.filter(({ sku }) => sku !== product.sku);
  const isNew = others.length === draft.items.length;
  if (isNew && others.length >= MOST_LINES) return { kind: 'full' };
  const currencies = linesOf({ ...draft, items: others }, products).map(
    (line) => line.product.price.currency,
  );
  if (currencies.some((each) => each !== product.price.currency)) return { kind: 'other-currency' };
  const item = { sku: product.sku, quantity };
  const items = isNew
    ? [...others, item]
    : draft.items.map((each) => (each.sku === product.sku ? item : each));
  return { kind: 'put', draft: { ...draft, items } };
}

export function quantityOf(draft: Draft, sku: string): number {
  return draft.items.find((item) => item.sku === sku)?.quantity ?? 0;
}

export function withoutProduct(draft: Draft, sku: string): Draft {
  return { ...draft, items: draft.items.filter((item) => item.sku !== sku) };
}

/** Lines and total as the customer reads them. */
export function orderText(talk: Talk, draft: Draft): string {
  const lines = linesOf(draft, talk.context.products);
  return [
    talk.texts.yourOrder,
    ...lines.map(
      ({ product, quantity }) =>
        `• ${productName(talk, product)} × ${quantity} — ` +
        formatMoney({ ...product.price, minor: cost(product, quantity) }, talk.language),
    ),
    talk.texts.total({ total: formatMoney(totalOf(lines), talk.language) }),
  ].join('\n');
}

/** Changes with everything that the customer confirms: products, prices, phone, address. */
export function summaryFingerprint(draft: Draft, { context }: Talk): string {
  const lines = linesOf(draft, context.products).map(({ product, quantity }) => [
    product.sku,
    quantity,
    product.price,
  ]);
  return fingerprint([lines, draft.phone, draft.address]);
}

/** What is left when products have gone from the catalogue since; `gone` when any had. */
export function withoutGoneProducts<State extends TalkingState>(
  state: State,
  products: Product[],
): { state: State; gone: boolean } {
  if (!('draft' in state)) return { state, gone: false };
  const items = state.draft.items.filter(({ sku }) => findProduct(products, sku));
  if (items.length === state.draft.items.length) return { state, gone: false };
  return { state: { ...state, draft: { ...state.draft, items } }, gone: true };
}

function cost(product: Product, quantity: number): number {
  return product.price.minor * quantity;
}
