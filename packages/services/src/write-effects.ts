import type { Effect } from '@chatpay/core';
import { newId } from '@chatpay/core';
import type { OrderRecord } from '@chatpay/db';
import { askSooner } from '@chatpay/db';
import { cancelOrder } from './cancel-order.ts';
import type { OpenProvider } from './directory.ts';
import { placeOrder } from './place-order.ts';
import { renewLink } from './renew-link.ts';
import { changeContact, changeConversation, handOver, type Turn } from './turn.ts';

type Saying = Extract<Effect, { type: 'say' }>;

type Writing = {
  order: OrderRecord | undefined;
  /** The words went out already, in the answer to the webhook itself. */
  alreadySaid: boolean;
  /** Makes the messages of this event unique in the conversation. */
  effectKey?: string;
};

/** Writes what a flow decided, in its order and in the turn's transaction. */
export async function writeEffects(turn: Turn, effects: Effect[], to: Writing): Promise<void> {
  let { order } = to;
  let said = 0;
  /** Words that announce a person are still the bot's to say. */
  const announcesPerson = effects.some(({ type }) => type === 'hand-over');
  for (const effect of effects) {
    switch (effect.type) {
      case 'say':
        said += 1;
        say(turn, effect, { ...to, order, announcesPerson, position: said });
        break;
      case 'set-language':
        changeConversation(turn, { language: effect.language });
        break;
      case 'remember-contact':
        changeContact(turn, {
          ...(effect.phone === undefined ? {} : { phone: effect.phone }),
          ...(effect.address === undefined ? {} : { address: effect.address }),
        });
        break;
      case 'place-order':
        order = await placeOrder(turn.tx, { ...turn, provider: providerOf(turn) }, effect);
        break;
      case 'renew-link':
        if (order) order = await renewLink(turn.tx, order, { ...turn, provider: providerOf(turn) });
        break;
      case 'check-payment':
        if (order) await checkPayment(turn, order);
        break;
      case 'cancel-order':
        if (order) order = await cancelOrder(turn, order);
        break;
      case 'hand-over':
        handOver(turn, effect.reason);
        break;
    }
  }
}

function say(
  turn: Turn,
  effect: Saying,
  to: Writing & { announcesPerson: boolean; position: number },
): void {
  const seq = turn.conversation.outboundSeq + 1;
  turn.unwritten.push({
    id: newId(),
    merchantId: turn.conversation.merchantId,
    conversationId: turn.conversation.id,
    direction: 'out',
    seq,
    author: 'bot',
    class: effect.class,
    content: {
      text: effect.text,
      choices: effect.choices ?? [],
      link: payLink(turn, effect, to.order),
    },
    detail: to.announcesPerson ? { announcesPerson: true } : null,
    state: to.alreadySaid ? 'sent' : 'queued',
    effectKey: to.effectKey ? `${to.effectKey}:${to.position}` : null,
  });
  changeConversation(turn, { outboundSeq: seq });
  if (!to.alreadySaid) ringDelivery(turn);
}

function ringDelivery(turn: Turn): void {
  const ringing = turn.jobs.some(({ name }) => name === 'deliver-messages');
  if (ringing) return;
  turn.jobs.push({ name: 'deliver-messages', conversationId: turn.conversation.id });
}

function payLink(turn: Turn, effect: Saying, order: OrderRecord | undefined) {
  if (!effect.payButton || !order) return null;
  return {
    label: effect.payButton,
    url: `${turn.deps.publicUrl}/pay/${order.request.token}`,
  };
}

/** The customer says they paid: ask the provider now instead of when it is due. */
async function checkPayment(turn: Turn, order: OrderRecord): Promise<void> {
  const attempts = await askSooner(turn.tx, order.request.id);
  turn.jobs.push(...attempts.map((attemptId) => ({ name: 'look-up-attempt' as const, attemptId })));
}

function providerOf(turn: Turn): OpenProvider {
  if (!turn.provider) throw new Error(`Merchant ${turn.open.merchant.key} has no payment account`);
  return turn.provider;
}
