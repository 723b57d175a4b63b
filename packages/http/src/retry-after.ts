import type { HttpResponse } from './http-contract.ts';

/** The Retry-After header in milliseconds from `now` (RFC 9110, 10.2.3), or null without one. */
export function retryAfterMs(response: HttpResponse, now: Date): number | null {
  const value = response.headers['retry-after']?.trim();
  if (value === undefined || value === '') return null;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const at = /^[A-Z][a-z]+,? /.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}
