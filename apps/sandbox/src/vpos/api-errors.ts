import type { Response } from 'express';

export type ApiErrorCode =
  | 'unauthorized'
  | 'origin_not_trusted'
  | 'invalid_request'
  | 'idempotency_key_missing'
  | 'idempotency_key_reuse'
  | 'not_found'
  | 'method_not_allowed'
  | 'rate_limited'
  | 'provider_unavailable';

const STATUS: Record<ApiErrorCode, number> = {
  unauthorized: 401,
  origin_not_trusted: 403,
  invalid_request: 400,
  idempotency_key_missing: 400,
  idempotency_key_reuse: 422,
  not_found: 404,
  method_not_allowed: 405,
  rate_limited: 429,
  provider_unavailable: 503,
};

/** An error in the one shape of the VPOS API. */
export function answerError(response: Response, code: ApiErrorCode, message: string): void {
  if (code === 'rate_limited') response.setHeader('retry-after', '1');
  response.status(STATUS[code]).json({ error: { code, message } });
}
