import type { Stage } from '../stage/open-stage.ts';
import { until } from '../stage/until.ts';
import { checkInbox } from './check-inbox.ts';
import { checkJournal } from './check-journal.ts';
import { checkMoney } from './check-money.ts';
import { checkOrderOfTalk, checkOrderOfWords } from './check-order-of-talk.ts';
import { checkSends, checkTellings } from './check-tellings.ts';
import { countRepeatedSends, matchSends } from './match-sends.ts';
import { readMemory } from './read-memory.ts';

export type Agreement = {
  /** Numbers of orders whose money is right but waits for a person. */
  held?: readonly string[];
  /** Reasons for which events may be laid aside for a person. */
  parked?: readonly string[];
  /** Sends that may have been repeated after an unknown outcome. 0 unless given. */
  mostRepeatedSends?: number;
  /** Whether customers' words reached us in the order they were said. True unless given. */
  inOrder?: boolean;
};

const AGREE_MS = 40_000;

/**
 * Waits until the sandbox's own books and our database agree and nothing is left to do, twice in a
 * row. Throws every disagreement that stays. Returns how many sends were repeated on purpose.
 */
export async function assertBooksAgree(
  stage: Stage,
  agreement: Agreement = {},
): Promise<{ repeatedSends: number }> {
  let found: string[] = [];
  let repeatedSends = 0;
  let quiet = 0;
  await until(
    async () => {
      ({ found, repeatedSends } = await compareBooks(stage, agreement));
      quiet = found.length === 0 ? quiet + 1 : 0;
      return quiet >= QUIET_LOOKS;
    },
    {
      what: 'the books of the sandbox and the database to agree',
      timeoutMs: AGREE_MS,
      explain: () => [...found.slice(0, 40), ...stage.complaints()].join('\n'),
    },
  );
  return { repeatedSends };
}

/** Looks that must agree one after another: news that is just on its way would upset the next. */
const QUIET_LOOKS = 4;

async function compareBooks(
  stage: Stage,
  { held = [], parked = [], mostRepeatedSends = 0, inOrder = true }: Agreement,
): Promise<{ found: string[]; repeatedSends: number }> {
  const before = await readMemory(stage.pool);
  const books = await stage.control.books();
  const memory = await readMemory(stage.pool);
  const sends = matchSends(memory, books);
  const repeatedSends = countRepeatedSends(sends);
  if (before.inbox.length !== memory.inbox.length) {
    return { found: ['news are still coming in'], repeatedSends };
  }
  const found = [
    ...checkMoney(memory, books, held),
    ...checkTellings(memory, sends, stage.shop),
    ...checkSends(memory, sends),
    ...checkOrderOfTalk(memory, sends),
    ...(inOrder ? checkOrderOfWords(memory, books) : []),
    ...checkInbox(memory, parked),
    ...(await checkJournal(stage.pool)),
    ...(repeatedSends > mostRepeatedSends ? [`${repeatedSends} sends were repeated`] : []),
  ];
  return { found, repeatedSends };
}
