import { linesOf, orderText, productName } from '../order-lines.ts';
import { payloads } from '../payload.ts';
import { paragraphs, tap } from '../speak.ts';
import type { StateOf } from '../state.ts';
import { searchProducts } from './catalogue.ts';
import { catalogueState, nextState } from './next-state.ts';
import type { Step } from './step.ts';

/** As many lines get a tap to change them; any product can be named in words. */
const LINE_TAPS = 8;

/** What has been chosen so far: anything else, or on to the order? */
export const cart: Step<StateOf<'cart'>> = {
  ask({ draft }, talk) {
    const { labels, anythingElse } = talk.texts;
    return {
      text: paragraphs(orderText(talk, draft), anythingElse),
      choices: [
        tap(labels.checkout, payloads.checkout),
        tap(labels.products, payloads.menu),
        tap(labels.cancel, payloads.cancel),
        tap(labels.person, payloads.person),
        ...linesOf(draft, talk.context.products)
          .slice(0, LINE_TAPS)
          .map(({ product }) => tap(`✏️ ${productName(talk, product)}`, payloads.add(product.sku))),
      ],
    };
  },

  answer({ draft }, intent, talk) {
    switch (intent.kind) {
      case 'checkout':
      case 'no':
      case 'pay':
        return { state: nextState(draft, talk) };
      case 'yes':
      case 'next-page':
        return { state: catalogueState(draft, talk) };
      case 'text':
        return searchProducts(draft, intent, talk);
      default:
        return null;
    }
  },
};
