import type { AttemptStatus, PaymentEvent } from '@chatpay/core';
import { expect, test } from '@jest/globals';
import { ATTEMPT_MOVES, isInFlight, isSpent } from './attempt-moves.ts';

const KINDS: PaymentEvent['kind'][] = ['pending', 'expired', 'failed', 'succeeded', 'voided'];

test.each<[AttemptStatus, AttemptStatus[]]>([
  ['created', ['in_provider', 'expired', 'failed', 'succeeded', 'voided']],
  ['registered', ['in_provider', 'expired', 'failed', 'succeeded', 'voided']],
  ['unknown', ['in_provider', 'expired', 'failed', 'succeeded', 'voided']],
  ['in_provider', ['in_provider', 'expired', 'failed', 'succeeded', 'voided']],
  ['expired', ['expired', 'expired', 'failed', 'succeeded', 'voided']],
  ['failed', ['failed', 'failed', 'failed', 'succeeded', 'voided']],
  ['succeeded', ['succeeded', 'succeeded', 'succeeded', 'succeeded', 'voided']],
  ['voided', ['voided', 'voided', 'voided', 'voided', 'voided']],
])('%s: pending, expired, failed, succeeded, voided', (from, row) => {
  expect(KINDS.map((kind) => ATTEMPT_MOVES[from][kind])).toEqual(row);
});

test('an attempt is in flight, brought money, or ended without', () => {
  for (const status of ['created', 'registered', 'in_provider', 'unknown'] as const) {
    expect([isInFlight(status), isSpent(status)]).toEqual([true, false]);
  }
  for (const status of ['failed', 'voided'] as const) {
    expect([isInFlight(status), isSpent(status)]).toEqual([false, true]);
  }
  for (const status of ['succeeded', 'expired'] as const) {
    expect([isInFlight(status), isSpent(status)]).toEqual([false, false]);
  }
});
