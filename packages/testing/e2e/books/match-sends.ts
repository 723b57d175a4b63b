import type { BookMessage, Books } from '../stage/sandbox-control.ts';
import { groupBy } from './group-by.ts';
import type { Memory } from './read-memory.ts';

type Talk = Memory['conversations'][number];
type Message = Memory['messages'][number];

/** Something the platform showed a customer in our name, and the message of ours that it is. */
export type Send = { talk: Talk | undefined; shown: BookMessage; message: Message | undefined };

/**
 * Finds for everything the platform took from us the message we mean by it: by the platform's id,
 * by the mark it carries, else (a repeated send on a platform that carries none) by its words.
 */
export function matchSends(memory: Memory, { messages }: Books): Send[] {
  const talks = new Map(memory.conversations.map((talk) => [chatOf(talk), talk]));
  const ours = groupBy(
    memory.messages.filter(({ direction }) => direction === 'out'),
    ({ conversationId }) => conversationId,
  );
  return messages
    .filter(({ direction }) => direction === 'out')
    .map((shown) => {
      const talk = talks.get(chatOf(shown));
      return { talk, shown, message: find(ours.get(talk?.id ?? '') ?? [], shown) };
    });
}

/** Sends beyond the first of a message: repeated after an outcome that nobody knew. */
export function countRepeatedSends(sends: Send[]): number {
  const known = sends.flatMap(({ message }) => message?.id ?? []);
  return known.length - new Set(known).size;
}

export function chatOf(chat: { channel: string; account: string; person: string }): string {
  return `${chat.channel} ${chat.account} ${chat.person}`;
}

function find(ours: Message[], { externalId, correlation, text }: BookMessage) {
  return (
    ours.find((message) => message.externalId === externalId) ??
    ours.find(({ id }) => id === correlation) ??
    ours.findLast(
      (message) => message.text !== null && text?.startsWith(message.text.slice(0, 200)),
    )
  );
}
