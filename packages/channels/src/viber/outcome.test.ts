import { describe, expect, test } from '@jest/globals';
import { toOutcome } from './outcome.ts';
import type { ViberAnswer } from './viber-client.ts';

const NOW = new Date('2026-11-20T10:00:00Z');

function answered(status: number, token: string | null = null): ViberAnswer {
  return { kind: 'answered', status, statusMessage: 'words', token };
}

describe('what an answer of Viber says about the message', () => {
  test.each([
    [1, 'account_disconnected'],
    [2, 'account_disconnected'],
    [3, 'bad_content'],
    [4, 'bad_content'],
    [5, 'person_unavailable'],
    [6, 'person_unavailable'],
    [7, 'account_disconnected'],
    [8, 'account_disconnected'],
    [9, 'account_disconnected'],
    [11, 'person_unavailable'],
    [13, 'bad_content'],
    [14, 'bad_content'],
    [15, 'account_disconnected'],
    [16, 'bad_content'],
    [17, 'bad_content'],
    [18, 'bad_content'],
    [19, 'bad_content'],
    [20, 'bad_content'],
    [21, 'person_unavailable'],
    [22, 'bad_content'],
    [23, 'restricted'],
    [24, 'restricted'],
  ])('%i is refused: %s', (status, reason) => {
    const detail = `${status} words`;
    expect(toOutcome(answered(status), NOW)).toEqual({ kind: 'refused', reason, detail });
  });

  test.each([
    [10, 'account'],
    [12, 'message'],
    [25, 'message'],
    [99, 'message'],
    [-1, 'message'],
  ])('%i is to be retried with the %s', (status, scope) => {
    expect(toOutcome(answered(status), NOW)).toMatchObject({ kind: 'retry', scope });
  });

  test('0 is sent, under the token', () => {
    const outcome = toOutcome(answered(0, '5741311803571721087'), NOW);
    expect(outcome).toEqual({ kind: 'sent', externalId: '5741311803571721087' });
  });

  test('0 without a token is unknown: we could not tell its receipts', () => {
    expect(toOutcome(answered(0), NOW)).toMatchObject({ kind: 'unknown' });
  });
});
