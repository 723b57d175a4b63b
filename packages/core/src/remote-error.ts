/**
 * How a remote call went wrong.
 * - `unreachable`: provably nothing was sent (name resolution, connection refused, TLS).
 * - `timeout`, `interrupted`: the request may have been acted upon.
 * - `throttled`: the other side asked us to slow down; nothing was done.
 * - `server`: a 5xx; the request may have been acted upon.
 * - `rejected`: a 4xx other than throttling; the body says why.
 * - `unreadable`: the answer is not what the other side documents.
 */
export type RemoteErrorCode =
  | 'unreachable'
  | 'timeout'
  | 'interrupted'
  | 'throttled'
  | 'server'
  | 'rejected'
  | 'unreadable';

/** A fault in talking to another system. `body` is the raw answer, for the adapter to classify. */
export class RemoteError extends Error {
  readonly party: string;
  readonly code: RemoteErrorCode;
  readonly status: number | undefined;
  readonly body: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(
    party: string,
    code: RemoteErrorCode,
    message: string,
    detail: { status?: number; body?: string; retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(`${party}: ${message}`, { cause: detail.cause });
    this.name = 'RemoteError';
    this.party = party;
    this.code = code;
    this.status = detail.status;
    this.body = detail.body;
    this.retryAfterMs = detail.retryAfterMs;
  }

  /** True when it is certain that the other side did nothing, so the same call may be made again. */
  get notSent(): boolean {
    return this.code === 'unreachable' || this.code === 'throttled';
  }

  /** True when trying again later may succeed (the effect of this call may still have happened). */
  get retryable(): boolean {
    return this.code !== 'rejected' && this.code !== 'unreadable';
  }
}
