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
    expect(closing).toMatchObject({ kind: 'close', decision: { order: null, outcome: null } });
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

  test('unavailable after a lost answer proves nothing about the first call', () => {
    const lost = view({ attempts: ['unknown'] });
    const away = { kind: 'unavailable', reason: 'why' } as const;
    expect(decideCheckoutFailure(lost, 'attempt-0', away)).toMatchObject({ attempt: null });
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
    const decision = decideExhausted(view({ request, attempts: ['registered'] }), 'attempt-0');
    expect(decision).toMatchObject({ request: null, review: { reason: 'outcome_unknown' } });
  });

  test('a review about money keeps its reason', () => {
    const busy = view({ request: 'manual_review', reason: 'overpaid', attempts: ['in_provider'] });
    expect(decideExhausted(busy, 'attempt-0')).toMatchObject({ request: null, outcome: null });
  });

  test('what a person was told once is not told again', () => {
    for (const request of ['pending', 'expired', 'cancelled', 'paid'] as const) {
      const before = view({ request, attempts: ['in_provider'] });
      const after = applyDecision(before, decideExhausted(before, 'attempt-0'));
      const again = decideExhausted(after, 'attempt-0');
      expect(again).toMatchObject({ attempt: null, request: null, review: null, entries: [] });
    }
  });

  test('money that is booked and did not fit is no unknown outcome', () => {
    const underpaid = {
      ...view({ request: 'manual_review', reason: 'underpaid', attempts: ['in_provider'] }),
      captures: [{ attemptId: 'attempt-0', transactionId: 't', outcome: 'mismatch' as const }],
    };
    expect(decideExhausted(underpaid, 'attempt-0')).toMatchObject({ review: null, entries: [] });
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
  const MINUTE_MS = 60_000;
  const HOUR_MS = 60 * MINUTE_MS;
  type Change = Partial<Parameters<typeof nextLookupDelayMs>[0]>;
  const ask = (ageMs: number, change: Change = {}) =>
    nextLookupDelayMs({
      lookups: 100,
      openedAt,
      sessionExpiresAt,
      buyerWentThere: true,
      now: new Date(openedAt.getTime() + ageMs),
      jitter: 0.5,
      ...change,
    });

  /** The gaps of an attempt that is asked about exactly when it is due. */
  function gapsOf(change: Change = {}): number[] {
    const gaps: number[] = [];
    let ageMs = 0;
    for (;;) {
      const gap = ask(ageMs, { lookups: gaps.length, ...change });
      if (gap === null) return gaps;
      gaps.push(gap);
      ageMs += gap;
    }
  }

  test('0, 2, 5, 10, 20, 40 s, each minute for half an hour, then five more in three days', () => {
    const gaps = gapsOf();
    expect(gaps.slice(0, 6)).toEqual([0, 2_000, 3_000, 5_000, 10_000, 20_000]);
    expect(gaps.slice(6, -5)).toEqual(Array.from({ length: 30 }, () => MINUTE_MS));
    expect(gaps.slice(-5).map((gap) => gap / HOUR_MS)).toEqual([1, 5, 18, 24, 24]);
  });

  test('nobody went there: no dense beginning', () => {
    expect(ask(0, { lookups: 0, buyerWentThere: false })).toBe(MINUTE_MS);
  });

  test('having been asked a thousand times does not end it sooner', () => {
    expect(ask(29 * MINUTE_MS, { lookups: 1_000 })).toBe(MINUTE_MS);
    expect(ask(40 * HOUR_MS, { lookups: 1_000 })).toBe(24 * HOUR_MS);
    expect(ask(73 * HOUR_MS, { lookups: 1 })).not.toBeNull();
    expect(ask(73 * HOUR_MS)).toBeNull();
  });

  test('stays within a fifth of the gap and ends, whatever the jitter', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (jitter) => {
        for (const ageMs of [0, 30 * MINUTE_MS, 2 * HOUR_MS, 50 * HOUR_MS]) {
          const gap = ask(ageMs) ?? 0;
          expect(Math.abs((ask(ageMs, { jitter }) ?? 0) - gap)).toBeLessThanOrEqual(gap / 5 + 1);
        }
        expect(gapsOf({ jitter }).length).toBeLessThan(60);
      }),
    );
  });

  test('a session without an end, one in the past and one of days are bounded', () => {
    const ends = [null, new Date(0), new Date('2026-03-06T10:00:00Z')];
    const counts = ends.map(
      (end) => gapsOf({ sessionExpiresAt: end, buyerWentThere: false }).length,
    );
    expect(counts).toEqual([35, 15, 90 + 119 + 5]);
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
    attempts: attempts.map((status, at) => ({
      id: `attempt-${at}`,
      status,
      providerRef: null,
      reference: `1001-${at}`,
    })),
    captures: [],
    policy: { acceptLate: 'review', maxDeclines: 3 },
  };
}
