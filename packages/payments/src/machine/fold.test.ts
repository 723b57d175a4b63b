import type { AttemptStatus, PaymentEvent, ReviewReason } from '@chatpay/core';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { applyDecision } from './apply-decision.ts';
import { liveCaptures } from './captures.ts';
import { decideFact } from './decide-fact.ts';
import { postings } from './postings.ts';
import type { JournalDraft, PaymentFact, PaymentView } from './types.ts';

const DUE = { minor: 1_500_000, currency: 'AMD' } as const;
const SUMS = {
  exact: DUE,
  less: { minor: 1_499_900, currency: 'AMD' },
  more: { minor: 3_000_000, currency: 'AMD' },
  dollars: { minor: 1_500_000, currency: 'USD' },
  malformed: null,
} as const;

const WRONG_SUMS = ['less', 'more', 'dollars', 'malformed'] as const;

type FactKind = PaymentEvent['kind'];
type Drawn<A> = A extends fc.Arbitrary<infer T> ? T : never;
type Start = { request: PaymentView['request']['status']; order: PaymentView['order']['status'] };
const STARTS: Start[] = [
  { request: 'pending', order: 'awaiting_payment' },
  { request: 'failed', order: 'payment_failed' },
  { request: 'expired', order: 'payment_expired' },
  { request: 'cancelled', order: 'cancelled' },
  { request: 'manual_review', order: 'awaiting_payment' },
  { request: 'paid', order: 'paid' },
  // The order moved on to a newer request, which is open or paid.
  { request: 'expired', order: 'awaiting_payment' },
  { request: 'expired', order: 'paid' },
  { request: 'pending', order: 'paid' },
];

const start = fc.record({
  start: fc.constantFrom(...STARTS),
  acceptLate: fc.constantFrom('auto' as const, 'review' as const),
  maxDeclines: fc.integer({ min: 1, max: 3 }),
  attempts: fc.array(
    fc.record({
      status: fc.constantFrom<AttemptStatus>('created', 'registered', 'in_provider', 'unknown'),
      hasRef: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});

const drawnFact = fc.record({
  attempt: fc.nat({ max: 2 }),
  kind: fc.constantFrom<FactKind>(
    'succeeded',
    'succeeded',
    'failed',
    'expired',
    'voided',
    'pending',
  ),
  transaction: fc.nat({ max: 1 }),
  source: fc.constantFrom('webhook' as const, 'lookup' as const),
});

/** What each transaction is, fixed per run: providers do not tell two stories about one. */
const transactions = fc.array(
  fc.record({
    sum: fc.constantFrom<keyof typeof SUMS>('exact', 'exact', 'exact', 'exact', ...WRONG_SUMS),
    strange: fc.integer({ min: 0, max: 9 }).map((roll) => roll === 0),
  }),
  { minLength: 6, maxLength: 6 },
);

const sortKeys = fc.array(fc.nat(), { minLength: 16, maxLength: 16 });

describe('any order, any repetition', () => {
  test('10,000 sets of facts: two arrivals of the same facts end alike', () => {
    const facts = fc.array(drawnFact, { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(start, facts, transactions, sortKeys, (begun, drawn, told, keys) => {
        const view = toView(begun);
        const set = drawn.map((each) => toFact(view, each, told));
        const shuffled = arrange([...set, ...set], keys);
        expect(outcomeOf(view, shuffled)).toEqual(outcomeOf(view, set));
      }),
      { numRuns: 10_000 },
    );
  });

  test('every permutation of up to five facts ends alike', () => {
    const facts = fc.array(drawnFact, { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(start, facts, transactions, (begun, drawn, told) => {
        const view = toView(begun);
        const set = drawn.map((each) => toFact(view, each, told));
        const expected = outcomeOf(view, set);
        for (const order of permutations(set)) expect(outcomeOf(view, order)).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });
});

test('on the way: one exact winner, balanced books, an entry for every change, no repeats', () => {
  const facts = fc.array(drawnFact, { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(start, facts, transactions, (begun, drawn, told) => {
      let view = toView(begun);
      for (const each of drawn) {
        const fact = toFact(view, each, told);
        const decision = decideFact(view, fact);
        const next = applyDecision(view, decision);
        const changed = JSON.stringify(next) !== JSON.stringify(view);
        expect(changed).toBe(decision.entries.length > 0);
        if (decision.outcome !== null) expect(changed).toBe(true);
        if (decision.capture) expect(fact.event.kind).toBe('succeeded');
        if (view.request.status === 'paid') {
          expect(['paid', 'manual_review']).toContain(next.request.status);
        }
        expectOneExactWinner(view, next, decision.entries);
        const again = decideFact(next, fact);
        expect(again).toEqual({ ...NOTHING, lookUp: again.lookUp });
        view = next;
      }
    }),
    { numRuns: 3_000 },
  );
});

const NOTHING = {
  attempt: null,
  request: null,
  order: null,
  capture: null,
  recast: [],
  review: null,
  furtherReviews: [],
  closes: [],
  entries: [],
  outcome: null,
};

/** I2: paid means one capture won, the provider still has it, and it came with the exact sum. */
function expectOneExactWinner(before: PaymentView, after: PaymentView, entries: JournalDraft[]) {
  const winners = liveCaptures(after).filter(({ outcome }) => outcome === 'won');
  expect(after.captures.filter(({ outcome }) => outcome === 'won').length).toBeLessThan(2);
  if (after.request.status === 'paid') expect(winners).toHaveLength(1);
  else expect(winners).toHaveLength(0);
  if (after.request.status === 'paid' && before.request.status !== 'paid') {
    const booked = entries.find(({ kind }) => kind === 'capture');
    expect(booked?.amount).toEqual(DUE);
    expect(booked?.transactionId).toBe(winners[0]?.transactionId);
  }
}

function outcomeOf(from: PaymentView, facts: PaymentFact[]) {
  let view = from;
  const reviews = new Set<ReviewReason>(from.request.reviewReason ? ['outcome_unknown'] : []);
  const books = new Map<string, number>();
  for (const fact of facts) {
    const decision = decideFact(view, fact);
    view = applyDecision(view, decision);
    const findings = [...(decision.review ? [decision.review] : []), ...decision.furtherReviews];
    for (const { reason } of findings) reviews.add(reason);
    for (const reason of decision.closes) reviews.delete(reason);
    for (const { debit, credit, minor, currency } of decision.entries.flatMap(postings)) {
      books.set(`${debit} ${currency}`, (books.get(`${debit} ${currency}`) ?? 0) + minor);
      books.set(`${credit} ${currency}`, (books.get(`${credit} ${currency}`) ?? 0) - minor);
    }
  }
  const live = liveCaptures(view).map(({ outcome }) => outcome);
  expect([...books.values()].reduce((sum, minor) => sum + minor, 0)).toBe(0);
  return {
    request: view.request,
    order: view.order,
    attempts: view.attempts,
    live: live.sort(),
    captured: view.captures.map(({ transactionId }) => transactionId).sort(),
    reviews: [...reviews].sort(),
    books: [...books].filter(([, minor]) => minor !== 0).sort(),
  };
}

function toView(begun: Drawn<typeof start>): PaymentView {
  const attempts: PaymentView['attempts'] = begun.attempts.map(({ status, hasRef }, at) => ({
    id: `attempt-${at}`,
    status,
    providerRef: hasRef ? `session-${at}` : null,
    reference: `1001-${at}`,
  }));
  const { request, order } = begun.start;
  const paid = request === 'paid';
  return {
    request: {
      status: request,
      amount: DUE,
      reviewReason: request === 'manual_review' ? 'outcome_unknown' : null,
    },
    order: { status: order },
    attempts: paid
      ? [
          ...attempts,
          {
            id: 'attempt-9',
            status: 'succeeded',
            providerRef: 'session-9',
            reference: '1001-9',
          },
        ]
      : attempts,
    captures: paid ? [{ attemptId: 'attempt-9', transactionId: 'tx-9', outcome: 'won' }] : [],
    policy: { acceptLate: begun.acceptLate, maxDeclines: begun.maxDeclines },
  };
}

function toFact(
  view: PaymentView,
  drawn: Drawn<typeof drawnFact>,
  told: Drawn<typeof transactions>,
): PaymentFact {
  const at = drawn.attempt % view.attempts.length;
  const attempt = view.attempts[at];
  const truth = told[at * 2 + drawn.transaction];
  const sum = SUMS[truth?.sum ?? 'exact'];
  const event: PaymentEvent = {
    kind: drawn.kind,
    source: drawn.source,
    providerRef: attempt?.id.replace('attempt', 'session') ?? '',
    attemptId: truth?.strange ? 'attempt-of-another' : (attempt?.id ?? null),
    orderReference: attempt?.reference ?? null,
    transactionId: drawn.kind === 'succeeded' ? `tx-${at}-${drawn.transaction}` : null,
    amount: sum,
    amountText: sum === null ? '1 900' : String(sum.minor),
    reason: null,
    occurredAt: '2026-03-01T10:00:00.000Z',
  };
  return { attemptId: attempt?.id ?? '', event };
}

function arrange<T>(items: T[], keys: number[]): T[] {
  return items
    .map((item, at) => ({ item, key: keys[at] ?? 0 }))
    .sort((left, right) => left.key - right.key)
    .map(({ item }) => item);
}

function permutations<T>(items: T[]): T[][] {
  if (items.length < 2) return [items];
  return items.flatMap((item, at) =>
    permutations(items.filter((_other, other) => other !== at)).map((rest) => [item, ...rest]),
  );
}
