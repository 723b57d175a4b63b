import type { FlowContext, Job, Product } from '@chatpay/core';
import type { Contact, Conversation, OrderRecord, Transaction } from '@chatpay/db';
import { saveContact, saveConversation } from '@chatpay/db';
import type { Deps } from './deps.ts';
import type { OpenChannel, OpenProvider } from './directory.ts';
import { flowContext } from './flow-context.ts';

/**
 * One conversation while its events are handled: rows under lock, changed in memory first and
 * written once at the end. `jobs` are rung after the commit.
 */
export type Turn = {
  deps: Deps;
  tx: Transaction;
  open: OpenChannel;
  provider: OpenProvider | undefined;
  products: Product[];
  conversation: Conversation;
  contact: Contact;
  conversationChanges: Partial<Conversation>;
  contactChanges: Partial<Contact>;
  /** The event being handled, as evidence for what follows from it. */
  evidence: string;
  jobs: Job[];
};

export function changeConversation(turn: Turn, changes: Partial<Conversation>): void {
  Object.assign(turn.conversation, changes);
  Object.assign(turn.conversationChanges, changes);
}

export function changeContact(turn: Turn, changes: Partial<Contact>): void {
  Object.assign(turn.contact, changes);
  Object.assign(turn.contactChanges, changes);
}

/** A person has the conversation now; the bot is silent until they fall silent themselves. */
export function handOver(turn: Turn, reason: string): void {
  const { handBackMinutes } = turn.open.merchant.settings;
  changeConversation(turn, {
    mode: 'manager',
    modeReason: reason,
    managerUntil: new Date(Date.now() + handBackMinutes * 60_000),
  });
}

export async function saveTurn(turn: Turn): Promise<void> {
  await saveConversation(turn.tx, turn.conversation.id, turn.conversationChanges);
  await saveContact(turn.tx, turn.contact.id, turn.contactChanges);
}

export function contextOf(turn: Turn, order: OrderRecord | undefined): FlowContext {
  return flowContext({
    open: turn.open,
    products: turn.products,
    language: turn.conversation.language,
    contact: turn.contact,
    order,
  });
}
