import type { Books } from '../stage/sandbox-control.ts';
import { groupBy } from './group-by.ts';
import { chatOf, type Send } from './match-sends.ts';
import type { Memory } from './read-memory.ts';

type Talk = Memory['conversations'][number];

/**
 * Events of one conversation were handled in the order of their numbers, and what we said arrived
 * in the order we decided it.
 */
export function checkOrderOfTalk(memory: Memory, sends: Send[]): string[] {
  const heard = groupBy(sends, ({ talk }) => talk?.id);
  return [
    ...checkLanes(memory),
    ...memory.conversations.flatMap((talk) => {
      const arrived = firsts(
        (heard.get(talk.id) ?? []).flatMap(({ message }) => message?.seq ?? []),
      );
      return isRising(arrived) ? [] : [`${chatOf(talk)}: heard ${arrived.join(', ')}`];
    }),
  ];
}

/** What customers said stands in the order they said it, and all of it. */
export function checkOrderOfWords(memory: Memory, books: Books): string[] {
  const said = groupBy(
    books.messages.filter(({ direction }) => direction === 'in'),
    chatOf,
  );
  return memory.conversations.flatMap((talk) => {
    const due = (said.get(chatOf(talk)) ?? []).map(({ externalId }) => externalId);
    const found = keptWords(memory, talk, new Set(due));
    const index = due.findIndex((one, at) => one !== found[at]);
    if (index === -1) return [];
    return [`${chatOf(talk)}: what was said differs from message ${index + 1} on`];
  });
}

/** A tap that Viber keeps silent about stands in no chat, so the books do not know it. */
function keptWords({ messages }: Memory, talk: Talk, due: Set<string>): string[] {
  return messages
    .filter(({ conversationId, direction }) => conversationId === talk.id && direction === 'in')
    .flatMap(({ externalId }) => externalId ?? [])
    .filter((id) => due.has(id));
}

function checkLanes({ inbox }: Memory): string[] {
  const lanes = groupBy(
    inbox.filter(({ laneId, settledAt }) => laneId !== null && settledAt !== null),
    ({ laneId }) => laneId,
  );
  return [...lanes].flatMap(([lane, rows]) => {
    const bySeq = rows.toSorted((left, right) => (left.seq ?? 0) - (right.seq ?? 0));
    return bySeq.flatMap((row, index) => {
      const former = bySeq[index - 1];
      if (!former) return [];
      if (row.seq === former.seq) return [`lane ${lane}: number ${row.seq} was given twice`];
      return isInOrder(former, row) ? [] : [`lane ${lane}: ${row.seq} came before ${former.seq}`];
    });
  });
}

/** Rows of one transaction are marked in any order, microseconds apart. */
function isInOrder(former: Memory['inbox'][number], row: Memory['inbox'][number]): boolean {
  if (former.writtenBy === row.writtenBy) return true;
  return Date.parse(row.settledAt ?? '') >= Date.parse(former.settledAt ?? '');
}

function isRising(numbers: number[]): boolean {
  return numbers.every((one, index) => index === 0 || one > (numbers[index - 1] ?? 0));
}

function firsts<T>(list: T[]): T[] {
  return [...new Set(list)];
}
