import { describe, expect, test } from '@jest/globals';
import { RemoteError, type RemoteErrorCode } from './remote-error.ts';

/** What a caller may conclude from each code. */
const CODES: Record<RemoteErrorCode, { notSent: boolean; retryable: boolean }> = {
  unreachable: { notSent: true, retryable: true },
  throttled: { notSent: true, retryable: true },
  timeout: { notSent: false, retryable: true },
  interrupted: { notSent: false, retryable: true },
  server: { notSent: false, retryable: true },
  rejected: { notSent: false, retryable: false },
  unreadable: { notSent: false, retryable: false },
};

describe('RemoteError', () => {
  test.each(Object.entries(CODES) as [RemoteErrorCode, (typeof CODES)[RemoteErrorCode]][])(
    '%s',
    (code, expected) => {
      const { notSent, retryable } = new RemoteError('viber', code, 'no answer');
      expect({ notSent, retryable }).toEqual(expected);
    },
  );

  test('names the party and keeps what the adapter needs to classify it', () => {
    const cause = new Error('socket hang up');
    const error = new RemoteError('vpos', 'throttled', 'asked to slow down', {
      status: 429,
      body: '{"error":"slow"}',
      retryAfterMs: 2000,
      cause,
    });

    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: 'RemoteError',
      message: 'vpos: asked to slow down',
      party: 'vpos',
      code: 'throttled',
      status: 429,
      body: '{"error":"slow"}',
      retryAfterMs: 2000,
    });
    expect(error.cause).toBe(cause);
  });

  test('says nothing about an answer that never came', () => {
    const { status, body, retryAfterMs } = new RemoteError('viber', 'timeout', 'no answer');
    expect([status, body, retryAfterMs]).toEqual([undefined, undefined, undefined]);
  });
});
