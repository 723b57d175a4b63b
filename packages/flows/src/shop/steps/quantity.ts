import { formatMoney } from '@chatpay/core';
import { cutLabel } from '../cut-label.ts';
import { findProduct, productName, quantityOf } from '../order-lines.ts';
import { payloads } from '../payload.ts';
import { readCount } from '../read-count.ts';
import { paragraphs, tap } from '../speak.ts';
import { MOST_QUANTITY, type StateOf } from '../state.ts';
import { LONGEST_TEXT } from '../to-intent.ts';
import { catalogueState } from './next-state.ts';
import { chooseQuantity, dropProduct } from './product-moves.ts';
import type { Step } from './step.ts';

const TAPS = [1, 2, 3, 4, 5];
/** Leaves room for the greeting in the one message that Viber lets us welcome with. */
const LONGEST_DESCRIPTION = 100;

/** How many of one product. */
export const quantity: Step<StateOf<'quantity'>> = {
  ask({ draft, sku }, talk) {
    const { texts, language, context } = talk;
    const product = findProduct(context.products, sku);
    if (!product) return { text: texts.productGone, choices: [] };
    const ordered = quantityOf(draft, sku);
    const title = `${productName(talk, product)} — ${formatMoney(product.price, language)}`;
    const description = cutLabel(product.descriptions[language].trim(), LONGEST_DESCRIPTION);
    return {
      text: paragraphs(
        description === '' ? title : `${title}\n${description}`,
        ordered > 0 ? texts.inOrderNow({ quantity: ordered }) : texts.howMany,
      ),
      choices: [
        ...TAPS.map((count) => tap(String(count), payloads.quantity(sku, count))),
        ...(ordered > 0 ? [tap(texts.labels.remove, payloads.drop(sku))] : []),
        tap(texts.labels.products, payloads.menu),
        tap(texts.labels.person, payloads.person),
      ],
    };
  },

  answer(state, intent, talk) {
    const { draft, sku } = state;
    switch (intent.kind) {
      case 'text': {
        if (intent.text.length > LONGEST_TEXT) return null;
        const count = readCount(intent.text);
        if (count !== null) return chooseQuantity(draft, { sku, quantity: count }, talk);
        return { state, note: talk.texts.quantityError({ most: MOST_QUANTITY }) };
      }
      case 'no':
      case 'cancel':
        return draft.items.length > 0
          ? { state: { step: 'cart', draft } }
          : { state: catalogueState(draft, talk) };
      case 'drop':
        return intent.sku === sku ? dropProduct(draft, sku, talk) : null;
      default:
        return null;
    }
  },
};
