import type { Shop } from '../stage/shop-copy.ts';
import { chatOf, type Send } from './match-sends.ts';
import type { Memory } from './read-memory.ts';

/**
 * Each paid order is announced, with the shop's next step, exactly once in the chat it came from,
 * and no other order is. A message that went out twice is one telling, and an answer to a customer
 * who asks is none.
 */
export function checkTellings(memory: Memory, sends: Send[], shop: Shop): string[] {
  return memory.orders.flatMap((order) => {
    const tellings = sends
      .filter(({ shown }) => chatOf(shown) === chatOf(order))
      .filter(({ message }) => message === undefined || message.class === 'payment_notice')
      .filter(({ shown }) => tellsPaid(shown.text ?? '', order.number, shop))
      .map(({ message, shown }) => message?.id ?? shown.externalId);
    const count = new Set(tellings).size;
    const due = Number(order.status === 'paid');
    if (count === due) return [];
    return [`order ${order.number} (${order.status}): told paid ${count} times, due ${due}`];
  });
}

/**
 * Every message we take for sent was taken by the platform, none of its came from nowhere, and none
 * of our own was taken for a person's: nobody but the bot speaks for the shop in these tests.
 */
export function checkSends(memory: Memory, sends: Send[]): string[] {
  const taken = new Set(sends.flatMap(({ message }) => message?.id ?? []));
  const strange = sends
    .filter(({ message }) => message === undefined)
    .map(({ shown }) => `the platform showed "${shown.text}", which we know nothing of`);
  const ours = memory.messages.filter(({ direction }) => direction === 'out');
  const wrong = ours
    .filter(({ id, state }) => !SENT.has(state) || !taken.has(id))
    .map(({ id, state, externalId, reason, text }) => {
      const seen = taken.has(id) ? 'the platform got it' : 'the platform never got it';
      const what = `${state} as ${externalId} (${reason ?? 'no reason'})`;
      return `message ${id} "${text?.slice(0, 60)}": ${what}, ${seen}`;
    });
  const mistaken = ours
    .filter(({ author }) => author === 'app')
    .map(({ id, text }) => `message ${id} "${text?.slice(0, 60)}" was taken for a person's`);
  return [...strange, ...wrong, ...mistaken];
}

const SENT = new Set(['sent', 'delivered', 'seen']);

function tellsPaid(text: string, number: string, shop: Shop): boolean {
  const steps = Object.values(shop.texts.nextSteps);
  return text.includes(number) && steps.some((step) => text.includes(step));
}
