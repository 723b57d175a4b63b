import { describe, expect, test } from '@jest/globals';
import type { BookMessage, BookSession, Books } from '../stage/sandbox-control.ts';
import type { Shop } from '../stage/shop-copy.ts';
import { checkInbox } from './check-inbox.ts';
import { checkMoney } from './check-money.ts';
import { checkOrderOfTalk, checkOrderOfWords } from './check-order-of-talk.ts';
import { checkSends, checkTellings } from './check-tellings.ts';
import { countRepeatedSends, matchSends } from './match-sends.ts';
import type { Memory } from './read-memory.ts';

const CHAT = { channel: 'viber' as const, account: 'demo-viber', person: 'Ani' };
const SHOP: Shop = {
  name: 'Shop',
  texts: {
    nextSteps: { hy: 'Թխում ենք', ru: 'Печём', en: 'We bake' },
    support: { hy: '', ru: '', en: '' },
  },
  link: { lifetimeMinutes: 60, acceptLate: 'review', maxDeclines: 5 },
  catalogue: [],
};
const PAID = 'Order 1001 is paid. We bake';

/** One order that was paid and told, as both sides remember it when all is well. */
function world(): { memory: Memory; books: Books } {
  return {
    memory: {
      orders: [{ ...CHAT, id: 'order', number: '1001', status: 'paid', conversationId: 'talk' }],
      requests: [{ id: 'request', orderId: 'order', status: 'paid' }],
      captures: [{ requestId: 'request', transactionId: 'tx', outcome: 'won' }],
      messages: [
        message({ id: 'in-1', direction: 'in', seq: 1, externalId: 'a', author: 'customer' }),
        message({ id: 'in-2', direction: 'in', seq: 2, externalId: 'b', author: 'customer' }),
        message({ id: 'out-1', seq: 1, externalId: 'c', text: 'Hello', class: 'reply' }),
        message({ id: 'out-2', seq: 2, externalId: 'd', text: PAID }),
      ],
      conversations: [{ ...CHAT, id: 'talk' }],
      inbox: [event('k1', 1, 10), event('k2', 2, 20)],
    },
    books: {
      sessions: [{ ...SESSION }],
      messages: [
        shown({ direction: 'in', externalId: 'a', text: 'hi' }),
        shown({ direction: 'in', externalId: 'b', text: 'pay' }),
        shown({ externalId: 'c', text: 'Hello' }),
        shown({ externalId: 'd', text: PAID }),
      ],
      deliveries: [],
    },
  };
}

const SESSION: BookSession = {
  id: 'ps',
  account: 'demo-vpos',
  merchantOrderId: '1001-1',
  status: 'succeeded',
  amountMinor: 100,
  currency: 'AMD',
  asked: { amountMinor: 100, currency: 'AMD' },
  transactionId: 'tx',
  checkoutUrl: '',
  metadata: { requestId: 'request' },
};

function message(from: Partial<Memory['messages'][number]>): Memory['messages'][number] {
  const usual = { conversationId: 'talk', direction: 'out', author: 'bot', state: 'sent' } as const;
  const rest = { class: 'payment_notice', externalId: null, text: null, reason: null };
  return { id: '', seq: 0, ...usual, ...rest, ...from };
}

function shown(from: Partial<BookMessage>): BookMessage {
  const usual = { ...CHAT, direction: 'out', text: null, choices: [], link: null } as const;
  return { ...usual, choices: [], externalId: '', correlation: null, ...from };
}

function event(eventKey: string, seq: number, second: number): Memory['inbox'][number] {
  return {
    id: eventKey,
    source: 'channel',
    state: 'done',
    reason: null,
    attempts: 1,
    laneId: 'talk',
    seq,
    eventKey,
    settledAt: `2026-01-01T00:00:${second}Z`,
    writtenBy: eventKey,
  };
}

function disagreements({ memory, books }: ReturnType<typeof world>): string[] {
  const sends = matchSends(memory, books);
  return [
    ...checkMoney(memory, books, []),
    ...checkTellings(memory, sends, SHOP),
    ...checkSends(memory, sends),
    ...checkOrderOfTalk(memory, sends),
    ...checkOrderOfWords(memory, books),
    ...checkInbox(memory, []),
  ];
}

type World = ReturnType<typeof world>;

/** What could have gone wrong, done to a world in which all is well. */
const PLANTS: [string, (world: World) => void][] = [
  ['a payment we do not know', ({ memory }) => memory.captures.splice(0)],
  ['a payment booked twice', ({ memory }) => double(memory.captures)],
  ['a payment nobody made', ({ books }) => books.sessions.splice(0)],
  ['an order paid by too little', ({ books }) => change(books.sessions, { amountMinor: 99 })],
  ['an order paid in another currency', ({ books }) => change(books.sessions, { currency: 'USD' })],
  ['a paid order that is not called so', ({ memory }) => change(memory.orders, { status: 'open' })],
  ['a paid request that is not called so', ({ memory }) => change(memory.requests, { status: '' })],
  ['two winners', ({ memory }) => double(memory.captures, { transactionId: 'tx-2' })],
  ['a paid order nobody was told of', ({ books }) => books.messages.pop()],
  [
    'an order told twice',
    ({ memory, books }) => {
      double(memory.messages, { id: 'out-3', seq: 3, externalId: 'e' });
      double(books.messages, { externalId: 'e' });
    },
  ],
  ['a telling in another chat', ({ books }) => change(books.messages, { person: 'Vahe' })],
  ['words that we know nothing of', ({ books }) => double(books.messages, STRANGE)],
  ['words that never arrived', ({ memory }) => double(memory.messages, { id: 'out-3', seq: 3 })],
  ['a message that was given up', ({ memory }) => change(memory.messages, { state: 'refused' })],
  ['own words taken for a person', ({ memory }) => change(memory.messages, { author: 'app' })],
  ['answers in the wrong order', ({ memory }) => change(memory.messages, { seq: 0 })],
  ['questions in the wrong order', ({ memory }) => memory.messages.unshift(...second(memory))],
  ['a word that got lost', ({ memory }) => memory.messages.shift()],
  ['events handled in the wrong order', ({ memory }) => change(memory.inbox, { settledAt: EARLY })],
  ['a number given twice', ({ memory }) => change(memory.inbox, { seq: 1 })],
  ['an event that waits', ({ memory }) => change(memory.inbox, { state: 'ready' })],
  ['an event laid aside', ({ memory }) => change(memory.inbox, { state: 'parked' })],
];
const STRANGE = { externalId: 'e', text: 'Buy now!' };
const EARLY = '2025-01-01T00:00:00Z';

describe('the comparison of the books', () => {
  test('finds nothing where all is well', () => {
    expect(disagreements(world())).toEqual([]);
  });

  test.each(PLANTS)('finds %s', (_what, plant) => {
    const planted = world();
    plant(planted);
    expect(disagreements(planted)).not.toEqual([]);
  });

  test.each([
    ['under its mark', { correlation: 'out-1' }],
    ['without any mark', { correlation: null }],
  ])('counts a send that was repeated %s, and does not call it a second telling', (_how, mark) => {
    const { memory, books } = world();
    books.messages.splice(3, 0, shown({ externalId: 'again', text: 'Hello', ...mark }));
    expect(disagreements({ memory, books })).toEqual([]);
    expect(countRepeatedSends(matchSends(memory, books))).toBe(1);
  });

  test('lets money wait for a person where the test says so', () => {
    const { memory, books } = world();
    change(memory.orders, { status: 'awaiting_payment' });
    change(memory.requests, { status: 'manual_review' });
    change(memory.captures, { outcome: 'late' });
    expect(checkMoney(memory, books, ['1001'])).toEqual([]);
    expect(checkMoney(memory, books, [])).not.toEqual([]);
  });
});

/** Changes the last of a list. */
function change<T extends object>(list: T[], to: Partial<T>): void {
  const last = list.at(-1);
  if (last) Object.assign(last, to);
}

/** Puts a changed copy of the last one behind it. */
function double<T extends object>(list: T[], to: Partial<T> = {}): void {
  const last = list.at(-1);
  if (last) list.push({ ...last, ...to });
}

function second({ messages }: Memory): Memory['messages'] {
  return messages.splice(1, 1);
}
