import type { HttpResponse } from '@chatpay/http';
import { describe, expect, test } from '@jest/globals';
import { toGraphOutcome } from './graph-outcome.ts';

const NOW = new Date('2026-11-20T10:00:00Z');

type Failure = { code: unknown; subcode?: unknown; message?: string; transient?: boolean };

function outcomeOf(failure: Failure, { status = 400, headers = {} } = {}) {
  const { code, subcode, message = 'words', transient } = failure;
  const error = {
    message,
    type: 'OAuthException',
    code,
    ...(subcode === undefined ? {} : { error_subcode: subcode }),
    ...(transient === undefined ? {} : { is_transient: transient }),
    fbtrace_id: 'trace',
  };
  const response: HttpResponse = { status, headers, text: JSON.stringify({ error }) };
  return toGraphOutcome(response, { secrets: ['the-token'], now: NOW });
}

const REFUSED: [number, number | undefined, string][] = [
  [1, 2018382, 'bad_content'],
  [2, 2018344, 'account_disconnected'],
  [3, undefined, 'account_disconnected'],
  [10, undefined, 'account_disconnected'],
  [10, 2018278, 'window_closed'],
  [10, 2018065, 'window_closed'],
  [10, 2534022, 'window_closed'],
  [10, 2018108, 'person_unavailable'],
  [10, 1893063, 'restricted'],
  [10, 1404170, 'restricted'],
  [10, 1893015, 'person_unavailable'],
  [10, 2018336, 'account_disconnected'],
  [10, 2534077, 'account_disconnected'],
  [100, undefined, 'bad_content'],
  [100, 33, 'account_disconnected'],
  [100, 2018001, 'person_unavailable'],
  [100, 2018014, 'bad_content'],
  [100, 2018032, 'bad_content'],
  [100, 2018047, 'bad_content'],
  [100, 2018164, 'account_disconnected'],
  [100, 2018320, 'bad_content'],
  [100, 2534013, 'account_disconnected'],
  [100, 2534014, 'person_unavailable'],
  [100, 2534015, 'bad_content'],
  [100, 2534025, 'bad_content'],
  [100, 2534029, 'restricted'],
  [100, 2534037, 'thread_not_ours'],
  [100, 2534068, 'bad_content'],
  [102, undefined, 'account_disconnected'],
  [190, undefined, 'account_disconnected'],
  [190, 458, 'account_disconnected'],
  [190, 459, 'account_disconnected'],
  [190, 460, 'account_disconnected'],
  [190, 463, 'account_disconnected'],
  [190, 464, 'account_disconnected'],
  [190, 467, 'account_disconnected'],
  [190, 492, 'account_disconnected'],
  [200, undefined, 'account_disconnected'],
  [200, 2018027, 'account_disconnected'],
  [200, 2018028, 'account_disconnected'],
  [200, 2018021, 'account_disconnected'],
  [200, 1545041, 'person_unavailable'],
  [200, 2534041, 'account_disconnected'],
  [230, undefined, 'person_unavailable'],
  [299, undefined, 'account_disconnected'],
  [368, undefined, 'restricted'],
  [551, undefined, 'person_unavailable'],
  [551, 1545041, 'person_unavailable'],
  [613, 1893016, 'bad_content'],
  [2022, undefined, 'restricted'],
  [9010, undefined, 'person_unavailable'],
  [10303, undefined, 'bad_content'],
  [36103, undefined, 'account_disconnected'],
  [2018171, undefined, 'thread_not_ours'],
  [2018300, undefined, 'thread_not_ours'],
  [100, 2018300, 'thread_not_ours'],
  [2534001, undefined, 'person_unavailable'],
  [2534122, undefined, 'restricted'],
  [9000001, undefined, 'bad_content'],
  [777777, undefined, 'bad_content'],
];

describe('an error of the Graph API', () => {
  test.each(REFUSED)('%i/%s is refused: %s', (code, subcode, reason) => {
    expect(outcomeOf({ code, subcode })).toMatchObject({ kind: 'refused', reason });
  });

  test.each([
    [1, undefined],
    [1, 99],
    [2, undefined],
    [2, 1545133],
    [100, 2018008],
    [1200, undefined],
  ])('%i/%s is to be retried', (code, subcode) => {
    const retry = { kind: 'retry', scope: 'message', afterMs: null };
    expect(outcomeOf({ code, subcode })).toMatchObject(retry);
  });

  test('2018321 is to be retried after minutes', () => {
    const retry = { kind: 'retry', scope: 'message', afterMs: 120_000 };
    expect(outcomeOf({ code: 2018321 })).toMatchObject(retry);
  });

  test.each([
    [4, undefined],
    [4, 2018022],
    [4, 2018354],
    [9, 2018352],
    [17, undefined],
    [32, undefined],
    [341, undefined],
    [613, undefined],
    [613, 2018338],
    [613, 2534040],
    [80001, undefined],
    [80002, undefined],
    [80006, undefined],
  ])('%i/%s holds the account back', (code, subcode) => {
    const retry = { kind: 'retry', scope: 'account', afterMs: null };
    expect(outcomeOf({ code, subcode })).toMatchObject(retry);
  });

  test.each([
    [{ code: 1, subcode: 1357046 }, 400],
    [{ code: 777777 }, 500],
  ])('%j with HTTP %i may have been sent', (failure, status) => {
    expect(outcomeOf(failure, { status })).toMatchObject({ kind: 'unknown' });
  });

  test('one that nobody documents counts as transient when it says so', () => {
    expect(outcomeOf({ code: 777777, transient: true })).toMatchObject({ kind: 'retry' });
  });

  test.each([
    ['Unsupported request - method type: post', 'restricted'],
    ['(#100) Unsupported request - method type: post', 'restricted'],
    ['Invalid appsecret_proof provided in the API argument', 'account_disconnected'],
  ])('100 with "%s" is refused: %s', (message, reason) => {
    expect(outcomeOf({ code: 100, message })).toMatchObject({ kind: 'refused', reason });
  });

  test('its codes may be text, and its words hold no token of ours', () => {
    const failure = { code: '190', subcode: '463', message: 'Malformed access token the-token' };
    const outcome = outcomeOf(failure);
    expect(outcome).toMatchObject({ kind: 'refused', reason: 'account_disconnected' });
    expect(JSON.stringify(outcome)).toContain('190/463');
    expect(JSON.stringify(outcome)).toContain('[trace]');
    expect(JSON.stringify(outcome)).not.toContain('the-token');
  });
});

describe('how long to wait', () => {
  const usage = (...minutes: unknown[]) => {
    const uses = minutes.map((each) => ({
      type: 'messenger',
      estimated_time_to_regain_access: each,
    }));
    return { 'x-business-use-case-usage': JSON.stringify({ '104857600000001': uses }) };
  };

  test.each([
    [usage(0), null],
    [usage(3), 180_000],
    [usage(1, 7, 2), 420_000],
    [usage(1e9), 86_400_000],
    [usage('soon'), null],
    [{ 'x-business-use-case-usage': '{' }, null],
    [{ 'retry-after': '30' }, 30_000],
    [{ ...usage(2), 'retry-after': '30' }, 120_000],
  ])('%j', (headers, afterMs) => {
    expect(outcomeOf({ code: 80006 }, { headers })).toMatchObject({ scope: 'account', afterMs });
  });
});
