import { RemoteError } from '@chatpay/core';
import { describe, expect, test } from '@jest/globals';
import { outcomeOfFault, outcomeOfStatus } from './transport-outcome.ts';

describe('a fault of the transport', () => {
  test.each([
    ['unreachable', { kind: 'retry', scope: 'account' }],
    ['throttled', { kind: 'retry', scope: 'account' }],
    ['timeout', { kind: 'unknown' }],
    ['interrupted', { kind: 'unknown' }],
    ['server', { kind: 'unknown' }],
    ['unreadable', { kind: 'unknown' }],
  ] as const)('%s', (code, outcome) => {
    expect(outcomeOfFault(new RemoteError('viber', code, 'went wrong'))).toMatchObject(outcome);
  });

  test('that is none is thrown on', () => {
    const bug = new TypeError('a bug');
    expect(() => outcomeOfFault(bug)).toThrow(bug);
  });
});

describe('a status without a readable body', () => {
  test.each([
    [429, { kind: 'retry', scope: 'account' }],
    [401, { kind: 'refused', reason: 'account_disconnected' }],
    [400, { kind: 'refused', reason: 'bad_content' }],
    [408, { kind: 'unknown' }],
    [500, { kind: 'unknown' }],
    [503, { kind: 'unknown' }],
  ] as const)('%i', (status, outcome) => {
    expect(outcomeOfStatus(status, null)).toMatchObject(outcome);
  });
});
