import type { AttemptStatus, PaymentEvent, RequestStatus } from '@chatpay/core';
import { describe, expect, test } from '@jest/globals';
import { applyDecision } from './apply-decision.ts';
import { decideFact } from './decide-fact.ts';
import type { PaymentView } from './types.ts';

type Kind = PaymentEvent['kind'];
const KINDS: Kind[] = ['pending', 'expired', 'failed', 'succeeded', 'voided'];
const DUE = { minor: 1_500_000, currency: 'AMD' as const };

describe('every request status meets every fact', () => {
  const TABLE: Record<RequestStatus, RequestStatus[]> = {
    pending: ['pending', 'pending', 'pending', 'paid', 'pending'],
    paid: ['paid', 'paid', 'paid', 'paid', 'paid'],
    failed: ['failed', 'failed', 'failed', 'paid', 'failed'],
    expired: ['expired', 'expired', 'expired', 'manual_review', 'expired'],
    cancelled: ['cancelled', 'cancelled', 'cancelled', 'manual_review', 'cancelled'],
    manual_review: ['manual_review', 'manual_review', 'manual_review', 'paid', 'manual_review'],
  };

  test.each(cells(TABLE))('%s + %s -> %s', (from, kind, to) => {
    const before = view({ request: from });
    expect(applyDecision(before, decideFact(before, fact({ kind }))).request.status).toBe(to);
  });
});

describe('money that does not fit is never paid', () => {
  test.each([
    ['one luma less', { amount: { ...DUE, minor: DUE.minor - 1 } }, 'underpaid'],
    ['nothing', { amount: { ...DUE, minor: 0 } }, 'underpaid'],
    ['a hundredth', { amount: { ...DUE, minor: DUE.minor / 100 } }, 'underpaid'],
    ['one luma more', { amount: { ...DUE, minor: DUE.minor + 1 } }, 'overpaid'],
    ['roubles', { amount: { ...DUE, currency: 'RUB' as const } }, 'currency_mismatch'],
    ['no readable sum', { amount: null, amountText: '1 900' }, 'currency_mismatch'],
    ['another session', { providerRef: 'session-2' }, 'reference_mismatch'],
    ['another attempt of ours', { attemptId: 'attempt-2' }, 'reference_mismatch'],
    ['another order', { orderReference: '1002-1' }, 'reference_mismatch'],
    ['another order alone', { attemptId: null, orderReference: '1002-1' }, 'reference_mismatch'],
  ])('%s', (_name, change, reason) => {
    const decision = decideFact(view({}), fact(change));
    expect(decision).toMatchObject({
      request: { to: 'manual_review', reviewReason: reason },
      order: null,
      capture: { transactionId: 'tx-1', outcome: 'mismatch' },
      review: { reason },
      outcome: 'review',
    });
    expect(decision.entries.map(({ kind }) => kind)).toEqual(['mismatch', 'review_opened']);

    const paid = view({ request: 'paid', order: 'paid', captures: [capture('tx-0', 'won')] });
    expect(decideFact(paid, fact(change))).toMatchObject({
      request: null,
      order: null,
      capture: { outcome: 'mismatch' },
      review: { reason },
      outcome: null,
    });
  });

  test('other facts of a session that is not ours change nothing and are asked about', () => {
    for (const kind of ['pending', 'expired', 'failed', 'voided'] as const) {
      const decision = decideFact(view({}), fact({ kind, providerRef: 'session-2' }));
      expect(decision).toMatchObject({ attempt: null, request: null, entries: [], lookUp: true });
    }
  });
});

describe('what the conversation is told', () => {
  test('paid', () => {
    expect(decideFact(view({}), fact({}))).toMatchObject({
      attempt: { to: 'succeeded' },
      request: { to: 'paid', reviewReason: null },
      order: { to: 'paid' },
      capture: { attemptId: 'attempt-1', transactionId: 'tx-1', outcome: 'won' },
      review: null,
      outcome: 'paid',
      lookUp: false,
    });
  });

  test('declined while the link lives, failed when it is spent', () => {
    const two = view({ others: ['failed'] });
    expect(decideFact(two, fact({ kind: 'failed' })).outcome).toBe('declined');
    const three = view({ others: ['failed', 'failed'] });
    expect(decideFact(three, fact({ kind: 'failed' }))).toMatchObject({
      request: { to: 'failed' },
      order: { to: 'payment_failed' },
      outcome: 'failed',
    });
  });

  test('a second payment: told, reviewed, and nothing else changes', () => {
    const paid = view({
      request: 'paid',
      order: 'paid',
      others: ['succeeded'],
      captures: [capture('tx-0', 'won', 'other-0')],
    });
    expect(decideFact(paid, fact({}))).toMatchObject({
      request: null,
      order: null,
      recast: [],
      capture: { outcome: 'surplus' },
      review: { reason: 'duplicate_payment' },
      outcome: 'duplicate',
    });
  });

  test('a payment of an order that another link settled is a duplicate', () => {
    expect(decideFact(view({ request: 'expired', order: 'paid' }), fact({}))).toMatchObject({
      request: { to: 'manual_review', reviewReason: 'late_payment' },
      order: null,
      capture: { outcome: 'surplus' },
      review: { reason: 'duplicate_payment' },
      furtherReviews: [{ reason: 'late_payment' }],
      outcome: 'duplicate',
    });
  });

  test.each(['expired', 'cancelled'] as const)('late money after %s', (request) => {
    const order = request === 'expired' ? 'payment_expired' : 'cancelled';
    expect(decideFact(view({ request, order }), fact({}))).toMatchObject({
      request: { to: 'manual_review', reviewReason: 'late_payment' },
      order: null,
      capture: { outcome: 'late' },
      outcome: 'review',
    });
    const generous = view({ request, order, acceptLate: 'auto' });
    expect(decideFact(generous, fact({}))).toMatchObject({
      request: { to: 'paid' },
      order: { to: 'paid' },
      capture: { outcome: 'won' },
      outcome: 'paid',
    });
  });
});

describe('taken back', () => {
  const paid = () => play(view({}), [{}]);

  test('the winner: review, and the order waits for money again', () => {
    const decision = decideFact(paid(), fact({ kind: 'voided' }));
    expect(decision).toMatchObject({
      attempt: { to: 'voided' },
      request: { to: 'manual_review', reviewReason: 'voided_by_provider' },
      order: { to: 'awaiting_payment' },
      outcome: 'review',
    });
    expect(decision.entries[0]).toMatchObject({ kind: 'void', amount: DUE, transactionId: 'tx-1' });
  });

  test('before the success came', () => {
    const early = play(view({}), [{ kind: 'voided' }]);
    expect(early.request.status).toBe('pending');
    const decision = decideFact(early, fact({}));
    expect(decision.request).toEqual({
      to: 'manual_review',
      reviewReason: 'voided_by_provider',
    });
    expect(decision.order).toBeNull();
    expect(decision.entries.map(({ kind }) => kind)).not.toContain('request_paid');
  });

  test('the one too many: paid stays paid', () => {
    const twice = play(view({ others: ['in_provider'] }), [
      {},
      { attemptId: 'other-0', providerRef: 'other-session-0', transactionId: 'tx-2' },
    ]);
    const surplus = {
      kind: 'voided' as const,
      attemptId: 'other-0',
      providerRef: 'other-session-0',
    };
    expect(decideFact(twice, fact(surplus))).toMatchObject({ request: null, recast: [] });
    expect(decideFact(twice, fact({ kind: 'voided' }))).toMatchObject({
      request: null,
      order: null,
      recast: [
        { transactionId: 'tx-1', outcome: 'surplus' },
        { transactionId: 'tx-2', outcome: 'won' },
      ],
    });
  });

  test('paying again after that is paid again', () => {
    const again = play(view({ others: ['registered'] }), [{}, { kind: 'voided' }]);
    const other = { attemptId: 'other-0', providerRef: 'other-session-0', transactionId: 'tx-2' };
    expect(decideFact(again, fact(other))).toMatchObject({
      request: { to: 'paid' },
      recast: [{ transactionId: 'tx-1', outcome: 'surplus' }],
      capture: { transactionId: 'tx-2', outcome: 'won' },
    });
  });
});

test('the same transaction again is a replay, told differently it is asked about', () => {
  const paid = play(view({}), [{}]);
  expect(decideFact(paid, fact({}))).toMatchObject({ entries: [], outcome: null, lookUp: false });
  const other = fact({ amount: { ...DUE, minor: 1 } });
  expect(decideFact(paid, other)).toMatchObject({ entries: [], capture: null, lookUp: true });
});

test('a failure after a success is asked about, unless it is the answer to a question', () => {
  const paid = play(view({}), [{}]);
  const failed = fact({ kind: 'failed' });
  expect(decideFact(paid, failed)).toMatchObject({ attempt: null, request: null, lookUp: true });
  const answer = fact({ kind: 'failed', source: 'lookup' });
  expect(decideFact(paid, answer).lookUp).toBe(false);
});

test('an unknown outcome ends with the fact that settles it', () => {
  const undecided = view({ request: 'manual_review', attempt: 'unknown', maxDeclines: 1 });
  expect(decideFact(undecided, fact({}))).toMatchObject({
    request: { to: 'paid' },
    closes: ['outcome_unknown'],
  });
  expect(decideFact(undecided, fact({ kind: 'failed' }))).toMatchObject({
    request: { to: 'failed' },
    order: { to: 'payment_failed' },
    closes: ['outcome_unknown'],
    outcome: 'failed',
  });
});

test('a fact about an attempt of another request is a fault of the caller', () => {
  expect(() => decideFact(view({}), { ...fact({}), attemptId: 'nobody' })).toThrow('nobody');
});

function cells<S extends string>(table: Record<S, S[]>): [S, Kind, S][] {
  const statuses = Object.keys(table).filter((key): key is S => key in table);
  return statuses.flatMap((from) =>
    KINDS.map((kind, at): [S, Kind, S] => [from, kind, table[from][at] ?? from]),
  );
}

function play(from: PaymentView, changes: Partial<PaymentEvent>[]): PaymentView {
  return changes.reduce((now, each) => applyDecision(now, decideFact(now, fact(each))), from);
}

function capture(
  transactionId: string,
  outcome: PaymentView['captures'][number]['outcome'],
  attemptId = 'attempt-1',
) {
  return { attemptId, transactionId, outcome };
}

function view(of: {
  request?: RequestStatus;
  order?: PaymentView['order']['status'];
  attempt?: AttemptStatus;
  others?: AttemptStatus[];
  captures?: PaymentView['captures'];
  acceptLate?: 'auto' | 'review';
  maxDeclines?: number;
}): PaymentView {
  const { request = 'pending', attempt = 'in_provider', others = [], acceptLate = 'review' } = of;
  const order = of.order ?? (request === 'paid' ? 'paid' : 'awaiting_payment');
  return {
    request: {
      status: request,
      amount: DUE,
      reviewReason: request === 'manual_review' ? 'outcome_unknown' : null,
    },
    order: { status: order },
    attempts: [
      { id: 'attempt-1', status: attempt, providerRef: 'session-1', reference: '1001-1' },
      ...others.map((status, at) => ({
        id: `other-${at}`,
        status,
        providerRef: `other-session-${at}`,
        reference: `1001-${at + 2}`,
      })),
    ],
    captures: of.captures ?? [],
    policy: { acceptLate, maxDeclines: of.maxDeclines ?? 3 },
  };
}

function fact(change: Partial<PaymentEvent>) {
  const event: PaymentEvent = {
    kind: 'succeeded',
    source: 'webhook',
    providerRef: 'session-1',
    attemptId: 'attempt-1',
    orderReference: null,
    transactionId: 'tx-1',
    amount: DUE,
    amountText: '1500000',
    reason: null,
    occurredAt: '2026-03-01T10:00:00.000Z',
    ...change,
  };
  const attemptId = event.attemptId?.startsWith('other') ? event.attemptId : 'attempt-1';
  return { attemptId, event };
}
