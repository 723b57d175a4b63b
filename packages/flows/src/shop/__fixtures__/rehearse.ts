import type { Effect, FlowContext, FlowEvent, OrderView, PaymentOutcome } from '@chatpay/core';
import { totalOf } from '../order-lines.ts';
import { shopFlow } from '../flow.ts';
import { type ShopState, shopState } from '../state.ts';
import { shopContext } from './shop.ts';

export type Say = Extract<Effect, { type: 'say' }>;

/** A conversation as the services keep it: state and context, moved on by events and effects. */
export type Rehearsal = {
  state: ShopState;
  context: FlowContext;
  /** Of the last event. */
  effects: Effect[];
  placed: number;
  renewed: number;
};

export function rehearse(changes: Partial<FlowContext> = {}): Rehearsal {
  const context = shopContext(changes);
  return { ...shopFlow.start(context), context, placed: 0, renewed: 0 };
}

/** The rehearsal after the event, with its effects applied the way the services do. */
export function after(rehearsal: Rehearsal, event: FlowEvent): Rehearsal {
  const context =
    event.type === 'payment' ? afterOutcome(rehearsal.context, event.outcome) : rehearsal.context;
  const { state, effects } = shopFlow.advance(rehearsal.state, event, context);
  const next = { ...rehearsal, context, state: shopState.parse(state), effects };
  return effects.reduce(applyEffect, next);
}

/** The rehearsal after a script of texts, taps (`>payload`), and other events. */
export function afterAll(rehearsal: Rehearsal, script: readonly (string | FlowEvent)[]): Rehearsal {
  return script.reduce((so, event) => after(so, toEvent(event)), rehearsal);
}

export function toEvent(event: string | FlowEvent): FlowEvent {
  if (typeof event !== 'string') return event;
  return event.startsWith('>')
    ? { type: 'choice', payload: event.slice(1), label: null }
    : { type: 'text', text: event };
}

export function pay(outcome: PaymentOutcome): FlowEvent {
  return { type: 'payment', outcome };
}

export function saysOf({ effects }: Pick<Rehearsal, 'effects'>): Say[] {
  return effects.filter((effect) => effect.type === 'say');
}

/** Everything said to the last event, as one text. */
export function said(rehearsal: Pick<Rehearsal, 'effects'>): string {
  return saysOf(rehearsal)
    .map(({ text }) => text)
    .join('\n---\n');
}

/** The payload of the tap with this beginning under the last message; throws when there is none. */
export function tapOf(rehearsal: Rehearsal, beginning: string): string {
  const found = payloadsOf(rehearsal).find((payload) => payload.startsWith(beginning));
  if (found === undefined) throw new Error(`No tap ${beginning} under: ${said(rehearsal)}`);
  return `>${found}`;
}

export function payloadsOf(rehearsal: Rehearsal): string[] {
  const choices = saysOf(rehearsal).at(-1)?.choices ?? [];
  return choices.flatMap((choice) => (choice.kind === 'reply' ? [choice.payload] : []));
}

function applyEffect(rehearsal: Rehearsal, effect: Effect): Rehearsal {
  const { context } = rehearsal;
  switch (effect.type) {
    case 'set-language':
      return { ...rehearsal, context: { ...context, language: effect.language } };
    case 'remember-contact': {
      const { type: _type, ...contact } = effect;
      return { ...rehearsal, context: { ...context, contact: { ...context.contact, ...contact } } };
    }
    case 'place-order': {
      const placed = rehearsal.placed + 1;
      const order = newOrder(effect.items, placed, context);
      return { ...rehearsal, placed, context: { ...context, order } };
    }
    case 'renew-link':
      return {
        ...rehearsal,
        renewed: rehearsal.renewed + 1,
        context: withOrder(context, { status: 'awaiting_payment', linkIsLive: true }),
      };
    case 'cancel-order':
      return {
        ...rehearsal,
        context: withOrder(context, { status: 'cancelled', linkIsLive: false }),
      };
    default:
      return rehearsal;
  }
}

function newOrder(
  items: { sku: string; quantity: number }[],
  placed: number,
  { products }: FlowContext,
): OrderView {
  const lines = items.map(({ sku, quantity }) => {
    const product = products.find((each) => each.sku === sku);
    if (!product) throw new Error(`The order has ${sku}, which is not in the catalogue`);
    return { product, quantity };
  });
  return {
    number: String(1000 + placed),
    status: 'awaiting_payment',
    total: totalOf(lines),
    items: lines.map(({ product, quantity }) => ({
      sku: product.sku,
      names: product.names,
      quantity,
    })),
    linkIsLive: true,
    inReview: false,
  };
}

/** The order as our journal has it by the time its news reaches the flow. Paid is final. */
function afterOutcome(context: FlowContext, outcome: PaymentOutcome): FlowContext {
  const isPaid = context.order?.status === 'paid';
  if (isPaid && ['failed', 'expired', 'cancelled'].includes(outcome)) return context;
  switch (outcome) {
    case 'paid':
      return withOrder(context, { status: 'paid', linkIsLive: false, inReview: false });
    case 'failed':
      return withOrder(context, { status: 'payment_failed', linkIsLive: false });
    case 'expired':
      return withOrder(context, { status: 'payment_expired', linkIsLive: false });
    case 'cancelled':
      return withOrder(context, { status: 'cancelled', linkIsLive: false });
    case 'review':
      return withOrder(context, { inReview: true });
    case 'duplicate':
    case 'declined':
      return context;
  }
}

function withOrder(context: FlowContext, changes: Partial<OrderView>): FlowContext {
  return context.order ? { ...context, order: { ...context.order, ...changes } } : context;
}
