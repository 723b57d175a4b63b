import type { AttemptStatus, OrderStatus, RequestStatus } from '@chatpay/core';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { applyDecision } from './apply-decision.ts';
import {
  decideAttemptExpiry,
  decideCheckoutFailure,
  decideCheckoutOpened,
  SESSION_GRACE_MS,
} from './decide-checkout.ts';
import { decideExhausted } from './decide-exhausted.ts';
import { decideCancellation, decideExpiry } from './decide-expiry.ts';
import { nextLookupDelayMs } from './lookup-schedule.ts';
import type { PaymentView } from './types.ts';

const IN_FLIGHT: AttemptStatus[] = ['created', 'registered', 'in_provider', 'unknown'];
const OVER: AttemptStatus[] = ['succeeded', 'failed', 'expired', 'voided'];

describe('expiry and cancellation', () => {
  test('close a link that nobody is paying', () => {
    const idle = view({ attempts: ['failed', 'expired'] });
    expect(decideExpiry(idle, { expired: true })).toMatchObject({
      kind: 'close',
      decision: {
        request: { to: 'expired', reviewReason: null },
        order: { to: 'payment_expired' },
        entries: [{ kind: 'request_expired' }],
        outcome: 'expired',
      },
    });
    expect(decideCancellation(idle)).toMatchObject({
      kind: 'close',
      decision: { request: { to: 'cancelled' }, order: { to: 'cancelled' }, outcome: 'cancelled' },
    });
  });

  test.each(IN_FLIGHT)('wait for an attempt that is %s', (status) => {
    const busy = view({ attempts: ['failed', status] });
    const wait = { kind: 'wait', lookUp: ['attempt-1'] };
    expect(decideExpiry(busy, { expired: true })).toEqual(wait);
    expect(decideCancellation(busy)).toEqual(wait);
  });

  test('do nothing before the time or after the decision', () => {
    expect(decideExpiry(view({}), { expired: false })).toEqual({ kind: 'nothing' });
    const decided: RequestStatus[] = ['paid', 'failed', 'expired', 'cancelled', 'manual_review'];
    for (const request of decided) {
      expect(decideExpiry(view({ request }), { expired: true })).toEqual({ kind: 'nothing' });
      expect(decideCancellation(view({ request }))).toEqual({ kind: 'nothing' });
    }
  });

  test('end a review that only waited for an outcome, but not one about money', () => {
    const unknown = view({ request: 'manual_review', reason: 'outcome_unknown' });
    expect(decideExpiry({ ...unknown, attempts: [] }, { expired: true })).toMatchObject({
      kind: 'close',
      decision: { request: { to: 'expired' }, closes: ['outcome_unknown'] },
    });
    const captures = [{ attemptId: 'a', transactionId: 't', outcome: 'mismatch' as const }];
    const money = decideExpiry({ ...unknown, attempts: [], captures }, { expired: true });
    expect(money).toEqual({ kind: 'nothing' });
  });

  test('leave an order alone that another link has moved on', () => {
    const closing = decideExpiry(view({ order: 'paid' }), { expired: true });
    expect(closing).toMatchObject({ kind: 'close', decision: { order: null } });
  });
});

describe('a session that did not open', () => {
  test.each([
    ['refused', 'failed', 'attempt_failed'],
    ['unavailable', 'expired', 'attempt_expired'],
    ['unknown', 'unknown', 'attempt_outcome_unknown'],
  ] as const)('%s: the attempt is %s', (kind, to, entry) => {
    const decision = decideCheckoutFailure(view({ attempts: ['created'] }), 'attempt-0', {
      kind,
      reason: 'why',
    });
    expect(decision).toMatchObject({ attempt: { to }, request: null, entries: [{ kind: entry }] });
  });

  test('the last refusal spends the link', () => {
    const spent = view({ attempts: ['failed', 'failed', 'created'] });
    const refused = { kind: 'refused', reason: 'why' } as const;
    expect(decideCheckoutFailure(spent, 'attempt-2', refused)).toMatchObject({
      request: { to: 'failed' },
      outcome: 'failed',
    });
  });

  test.each([...OVER, 'in_provider'] as const)('a fact was faster: %s stands', (status) => {
    const ahead = view({ attempts: [status] });
    const refused = { kind: 'refused', reason: 'why' } as const;
    expect(decideCheckoutFailure(ahead, 'attempt-0', refused).attempt).toBeNull();
    expect(decideCheckoutOpened(ahead, 'attempt-0').attempt).toBeNull();
  });

  test('opened: registered', () => {
    for (const status of ['created', 'unknown'] as const) {
      const decision = decideCheckoutOpened(view({ attempts: [status] }), 'attempt-0');
      expect(decision.attempt).toEqual({ id: 'attempt-0', to: 'registered' });
    }
  });
});

describe('a session that is over', () => {
  const sessionExpiresAt = new Date('2026-03-01T10:20:00Z');
  const graceOver = new Date(sessionExpiresAt.getTime() + SESSION_GRACE_MS);
  const early = new Date(graceOver.getTime() - 1);

  test.each([
    ['all true', { askedAt: graceOver, saidNotPaid: true }, 'expired'],
    ['within the grace', { askedAt: early, saidNotPaid: true }, 'in_provider'],
    ['no word about money', { askedAt: graceOver, saidNotPaid: false }, 'in_provider'],
  ])('%s', (_name, asked, status) => {
    const before = view({ attempts: ['in_provider'] });
    const decision = decideAttemptExpiry(before, 'attempt-0', { sessionExpiresAt, ...asked });
    expect(applyDecision(before, decision).attempts[0]?.status).toBe(status);
  });

  test.each(OVER)('never touches one that is %s', (status) => {
    const asked = { sessionExpiresAt, askedAt: graceOver, saidNotPaid: true };
    const decision = decideAttemptExpiry(view({ attempts: [status] }), 'attempt-0', asked);
    expect(decision.attempt).toBeNull();
  });
});

describe('the last lookup brought no news', () => {
  test.each(['pending', 'failed'] as const)('%s: a person has to find out', (request) => {
    expect(decideExhausted(view({ request, attempts: ['registered'] }), 'attempt-0')).toMatchObject(
      {
        attempt: { to: 'unknown' },
        request: { to: 'manual_review', reviewReason: 'outcome_unknown' },
        review: { reason: 'outcome_unknown' },
        outcome: 'review',
      },
    );
  });

  test.each(['expired', 'cancelled'] as const)('%s: stays, with an item', (request) => {
    const decision = decideExhausted(view({ request, attempts: ['unknown'] }), 'attempt-0');
    expect(decision).toMatchObject({ request: null, review: { reason: 'outcome_unknown' } });
  });

  test('a review about money keeps its reason', () => {
    const busy = view({ request: 'manual_review', reason: 'overpaid', attempts: ['unknown'] });
    expect(decideExhausted(busy, 'attempt-0')).toMatchObject({ request: null, outcome: null });
  });

  test('paid or over: nothing to find out', () => {
    const paid = decideExhausted(view({ request: 'paid', attempts: ['registered'] }), 'attempt-0');
    expect(paid).toMatchObject({ request: null, review: null });
    for (const status of OVER) {
      const over = decideExhausted(view({ attempts: [status] }), 'attempt-0');
      expect(over).toMatchObject({ attempt: null, request: null, entries: [] });
    }
  });
});

describe('when to ask', () => {
  const openedAt = new Date('2026-03-01T10:00:00Z');
  const sessionExpiresAt = new Date('2026-03-01T10:20:00Z');
  const delay = (lookups: number, change: { buyerWentThere?: boolean; jitter?: number } = {}) =>
    nextLookupDelayMs({
      lookups,
      openedAt,
      sessionExpiresAt,
      buyerWentThere: true,
      jitter: 0.5,
      ...change,
    });

  test('0, 2, 5, 10, 20, 40 s, each minute for half an hour, then five more in three days', () => {
    const all: number[] = [];
    for (let at = 0; delay(at) !== null; at += 1) all.push(delay(at) ?? 0);
    expect(all.slice(0, 6)).toEqual([0, 2_000, 3_000, 5_000, 10_000, 20_000]);
    expect(all.slice(6, -5)).toEqual(Array.from({ length: 30 }, () => 60_000));
    expect(all.slice(-5).map((gap) => gap / 3_600_000)).toEqual([1, 5, 18, 24, 24]);
  });

  test('nobody went there: no dense beginning', () => {
    expect(delay(0, { buyerWentThere: false })).toBe(60_000);
  });

  test('stays within a fifth of the gap, is finite, and ends', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 200 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (at, jitter) => {
          const gap = delay(at);
          const spread = delay(at, { jitter });
          if (gap === null || spread === null) return expect(spread).toBe(gap);
          expect(Math.abs(spread - gap)).toBeLessThanOrEqual(gap / 5 + 1);
        },
      ),
    );
    expect(delay(41)).toBeNull();
  });

  test('a session without an end, one in the past and one of days are bounded', () => {
    const ends = [null, new Date(0), new Date('2026-04-01T00:00:00Z')];
    const counts = ends.map((end) => {
      let lookups = 0;
      const ask = { openedAt, sessionExpiresAt: end, buyerWentThere: false, jitter: 0 };
      while (nextLookupDelayMs({ ...ask, lookups }) !== null) lookups += 1;
      return lookups;
    });
    expect(counts).toEqual([35, 15, 95]);
  });
});

function view(of: {
  request?: RequestStatus;
  reason?: PaymentView['request']['reviewReason'];
  order?: OrderStatus;
  attempts?: AttemptStatus[];
}): PaymentView {
  const { request = 'pending', reason = null, order = 'awaiting_payment', attempts = [] } = of;
  return {
    request: { status: request, amount: { minor: 100, currency: 'AMD' }, reviewReason: reason },
    order: { status: order },
    attempts: attempts.map((status, at) => ({ id: `attempt-${at}`, status, providerRef: null })),
    captures: [],
    policy: { acceptLate: 'review', maxDeclines: 3 },
  };
}
