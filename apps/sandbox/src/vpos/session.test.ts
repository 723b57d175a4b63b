import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { moveSession, type SessionAction, type SessionStatus } from './session.ts';

const ACTIONS: SessionAction[] = ['open', 'pay', 'pay-late', 'decline', 'expire', 'void'];

describe('where a session can go', () => {
  test.each<[SessionStatus, SessionAction, SessionStatus | 'unchanged' | 'refused']>([
    ['pending', 'open', 'processing'],
    ['processing', 'open', 'unchanged'],
    ['succeeded', 'open', 'refused'],
    ['pending', 'pay', 'succeeded'],
    ['processing', 'pay', 'succeeded'],
    ['succeeded', 'pay', 'unchanged'],
    ['failed', 'pay', 'refused'],
    ['expired', 'pay', 'refused'],
    ['voided', 'pay', 'refused'],
    ['failed', 'pay-late', 'succeeded'],
    ['expired', 'pay-late', 'succeeded'],
    ['voided', 'pay-late', 'refused'],
    ['processing', 'decline', 'failed'],
    ['succeeded', 'decline', 'refused'],
    ['pending', 'expire', 'expired'],
    ['succeeded', 'expire', 'refused'],
    ['succeeded', 'void', 'voided'],
    ['failed', 'void', 'refused'],
  ])('%s, %s: %s', (status, action, expected) => {
    const move = moveSession(status, action);
    expect(move.kind === 'moved' ? move.to : move.kind).toBe(expected);
  });

  test('money that came is only ever given back, never forgotten', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ACTIONS), { maxLength: 30 }), (actions) => {
        let status: SessionStatus = 'pending';
        let wasPaid = false;
        for (const action of actions) {
          const move = moveSession(status, action);
          if (move.kind === 'moved') status = move.to;
          wasPaid ||= status === 'succeeded';
          if (wasPaid) expect(['succeeded', 'voided']).toContain(status);
        }
      }),
    );
  });
});
