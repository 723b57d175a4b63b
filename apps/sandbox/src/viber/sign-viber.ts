import { createHmac } from 'node:crypto';

/** Lower-case hex HMAC-SHA256 of the raw body with the whole auth token as key. */
export function signViber(body: string, token: string): string {
  return createHmac('sha256', token).update(body).digest('hex');
}

/** The callback address with the same signature as `sig`, as live traffic has it. */
export function withSignature(url: string, signature: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}sig=${signature}`;
}
