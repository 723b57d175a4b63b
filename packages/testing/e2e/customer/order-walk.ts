import type { Bubble, PhoneView, Tap } from '../stage/sandbox-control.ts';
import { type Customer, type Language, tapsIn, transcript } from './customer.ts';

/** What a customer came for. */
export type Wish = { sku: string; quantity: number; phone: string; address: string };

export const WISH: Wish = {
  sku: 'mikado',
  quantity: 2,
  phone: '091 23 45 67',
  address: 'Yerevan, Abovyan 12, apt. 34',
};

export const HELLO: Record<Language, string> = { hy: 'Բարև', ru: 'Привет', en: 'hello' };

const MOST_STEPS = 25;
/** The shop must have been silent for so long before the customer types. */
const SILENCE_MS = 200;

/**
 * From the first word to the payment link, answering whatever the shop asks by what the phone
 * shows. Returns the address behind the pay button. Throws with the chat when it leads nowhere.
 */
export async function orderUntilLink(
  customer: Customer,
  wish: Wish = WISH,
  hello = HELLO[customer.language],
): Promise<string> {
  await customer.say(hello);
  const walk: Walk = { wish, done: { language: false, added: false, phone: false } };
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const next = await nextStep(customer, walk);
    if (next.kind === 'link') return next.url;
    await next.answer();
  }
  throw new Error(`No link after ${MOST_STEPS} answers\n${transcript(await customer.look())}`);
}

/** The newest link to a payment page: a button, a key of the keyboard, or written in the text. */
export function payLinkIn(said: Bubble[], { keyboard }: PhoneView): string | null {
  if (said.length === 0) return null;
  const buttons = [...said.flatMap((bubble) => bubble.buttons), ...keyboard];
  const written = said.flatMap(({ text }) => /https?:\/\/\S+\/pay\/[\w-]+/.exec(text ?? '') ?? []);
  const links = [...written, ...buttons.flatMap(({ url }) => url ?? [])];
  return links.findLast((url) => url.includes('/pay/')) ?? null;
}

type Walk = { wish: Wish; done: { language: boolean; added: boolean; phone: boolean } };
type Step = { kind: 'link'; url: string } | { kind: 'answer'; answer: () => Promise<void> };

/** The shop may say several things in a row: words are typed only when it has said its last. */
function nextStep(customer: Customer, walk: Walk): Promise<Step> {
  let before = 0;
  let since = 0;
  return customer.hears((said, view): Step | null => {
    if (said.length !== before) since = performance.now();
    before = said.length;
    if (said.length === 0) return null;
    const taps = tapsIn(said, view);
    const url = payLinkIn(said, view);
    if (url) return { kind: 'link', url };
    const isSilent = performance.now() - since > SILENCE_MS;
    const answer =
      tapAnswer(customer, taps, walk) ?? (isSilent ? wordAnswer(customer, taps, walk) : null);
    return answer && { kind: 'answer', answer };
  }, 'something to answer');
}

function tapAnswer(customer: Customer, taps: Tap[], { wish, done }: Walk) {
  const tap = (found: Tap | undefined) => found && (() => customer.tap(found));
  const language = findTap(taps, [`lang:${customer.language}`]);
  if (language && !done.language) {
    return () => {
      done.language = true;
      return customer.tap(language);
    };
  }
  const quantity = findTap(taps, [`qty:${wish.sku}:${wish.quantity}`, `qty:${wish.sku}:`]);
  if (quantity) {
    return () => {
      done.added = true;
      const exact = quantity.means === `qty:${wish.sku}:${wish.quantity}`;
      return exact ? customer.tap(quantity) : customer.say(String(wish.quantity));
    };
  }
  const ahead = done.added
    ? ['confirm:', 'checkout', 'use:']
    : [`add:${wish.sku}`, 'more:', 'menu'];
  return tap(findTap(taps, ahead));
}

/** The phone first, by the key where there is one, then the address. */
function wordAnswer(customer: Customer, taps: Tap[], { wish, done }: Walk) {
  const asksPhone = taps.some(({ kind }) => kind === 'phone');
  if (!asksPhone && done.phone) return () => customer.say(wish.address);
  return () => {
    done.phone = true;
    if (!asksPhone) return customer.say(wish.phone);
    return customer.act('share-phone', {
      phone: wish.phone.replaceAll(' ', '').replace(/^0/, '+374'),
    });
  };
}

/** The first tap, in the order of the wanted ones; one that ends in a colon is a beginning. */
function findTap(taps: Tap[], wanted: string[]): Tap | undefined {
  for (const one of wanted) {
    const found = taps.find(({ means }) =>
      one.endsWith(':') ? means.startsWith(one) : means === one,
    );
    if (found) return found;
  }
  return undefined;
}
