import type { FlowEvent } from '@chatpay/core';
import type { OrderRecord } from '@chatpay/db';
import { countRecentAnswers } from '@chatpay/db';
import { runFlow } from '@chatpay/flows';
import { changeConversation, contextOf, handOver, type Turn } from './turn.ts';
import { writeEffects } from './write-effects.ts';

/** More than a person can read. Two automata talking to each other would never stop (rule R50). */
const MAX_ANSWERS_A_MINUTE = 40;

/**
 * Lets the scenario decide about an event and writes what it decided. While a person has the
 * conversation the scenario hears of payments only.
 */
export async function advanceFlow(
  turn: Turn,
  event: FlowEvent,
  order: OrderRecord | undefined,
  { alreadySaid = false, effectKey }: { alreadySaid?: boolean; effectKey?: string } = {},
): Promise<void> {
  if (turn.conversation.mode === 'manager' && event.type !== 'payment') {
    if (!isPersonSilent(turn)) return;
    changeConversation(turn, { mode: 'bot', modeReason: null, managerUntil: null });
    await advanceFlow(turn, { type: 'handed_back' }, order);
  }
  if (event.type !== 'payment' && (await isLooping(turn))) {
    handOver(turn, 'too many automatic answers in a minute');
    return;
  }
  const { flow, flowState } = turn.conversation;
  const { state, effects } = runFlow(flow, flowState, { event, context: contextOf(turn, order) });
  changeConversation(turn, { flowState: state });
  await writeEffects(turn, effects, { order, alreadySaid, effectKey });
}

function isPersonSilent({ conversation }: Turn): boolean {
  return conversation.managerUntil !== null && conversation.managerUntil.getTime() <= Date.now();
}

async function isLooping({ tx, conversation, unwritten }: Turn): Promise<boolean> {
  const written = await countRecentAnswers(tx, conversation.id);
  const answers = unwritten.filter(({ author }) => author === 'bot').length;
  return written + answers >= MAX_ANSWERS_A_MINUTE;
}
