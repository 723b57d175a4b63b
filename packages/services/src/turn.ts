import type { FlowContext, Job, Product } from '@chatpay/core';
import type { Contact, Conversation, NewMessage, OrderRecord, Transaction } from '@chatpay/db';
import { insertMessages, saveContact, saveConversations } from '@chatpay/db';
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
  isConversationChanged: boolean;
  contactChanges: Partial<Contact>;
  /** Said by either side in this turn and not in the table yet. */
  unwritten: NewMessage[];
  /** The event being handled, as evidence for what follows from it. */
  evidence: string;
  jobs: Job[];
};

export function changeConversation(turn: Turn, changes: Partial<Conversation>): void {
  Object.assign(turn.conversation, changes);
  turn.isConversationChanged = true;
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

/** Writes what was said so far, for statements that look for it in the table. */
export async function writeMessages(turn: Turn): Promise<void> {
  await insertMessages(turn.tx, turn.unwritten);
  turn.unwritten = [];
}

/** Writes what turns changed, with one statement for all of them where that is the usual case. */
export async function saveTurns(tx: Transaction, turns: Turn[]): Promise<void> {
  await insertMessages(
    tx,
    turns.flatMap(({ unwritten }) => unwritten),
  );
  const changed = turns.filter(({ isConversationChanged }) => isConversationChanged);
  await saveConversations(
    tx,
    changed.map(({ conversation }) => conversation),
  );
  for (const { contact, contactChanges } of turns)
    await saveContact(tx, contact.id, contactChanges);
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
