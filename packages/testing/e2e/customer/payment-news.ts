import type { Stage } from '../stage/open-stage.ts';
import type { Shop } from '../stage/shop-copy.ts';
import { type Customer, tapsIn } from './customer.ts';
import { payLinkIn } from './order-walk.ts';

/** Waits for "paid" with the shop's next step in the customer's language. Returns the words. */
export function hearsPaid(customer: Customer, shop: Shop): Promise<string> {
  const step = shop.texts.nextSteps[customer.language];
  return customer.hears(
    (_said, { messages }) =>
      messages.find(({ from, text }) => from === 'shop' && text?.includes(step))?.text,
    'the news that the order is paid',
  );
}

/** Waits for the offer of a new link and taps it. Returns the new link. */
export async function takesNewLink(customer: Customer, oldLink: string): Promise<string> {
  const tap = await customer.hears(
    (said, view) => tapsIn(said, view).find(({ means }) => means === 'renew'),
    'the offer of a new link',
  );
  await customer.tap(tap);
  return customer.hears((said, view) => {
    const link = payLinkIn(said, view);
    return link !== oldLink ? link : null;
  }, 'the new link');
}

/** Asks for the link in words. Returns what is behind the button. */
export async function asksForLink(customer: Customer): Promise<string> {
  await customer.say({ hy: 'վճարել', ru: 'оплатить', en: 'pay' }[customer.language]);
  return customer.hears((said, view) => payLinkIn(said, view), 'the link again');
}

/** How many messages offered this customer a new link since the chat began. */
export async function countRenewOffers({ control }: Stage, customer: Customer): Promise<number> {
  const { messages } = await control.books();
  return messages
    .filter(({ person, direction }) => person === customer.person && direction === 'out')
    .filter(({ choices }) => choices.some(({ means }) => means === 'renew')).length;
}

/** The newest words of the shop after the customer's own, once there are some. */
export function hearsAnswer(customer: Customer): Promise<string> {
  return customer.hears((said) => said.at(-1)?.text, 'an answer');
}
