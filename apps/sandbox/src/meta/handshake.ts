import { randomInt } from 'node:crypto';

const TIMEOUT_MS = 5_000;

export type Handshake = { kind: 'verified' } | { kind: 'failed'; reason: string };

/**
 * Meta's verification of a callback: GET with a challenge that must come back as the bare body.
 * Source: reference messenger.md 3.1.
 */
export async function shakeHands(callbackUrl: string, verifyToken: string): Promise<Handshake> {
  const challenge = String(randomInt(1_000_000_000, 2_000_000_000));
  const url = new URL(callbackUrl);
  url.searchParams.set('hub.mode', 'subscribe');
  url.searchParams.set('hub.challenge', challenge);
  url.searchParams.set('hub.verify_token', verifyToken);
  try {
    const answer = await fetch(url, {
      headers: { 'User-Agent': 'facebookplatform/1.0 (+http://developers.facebook.com)' },
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const body = await answer.text();
    if (answer.status !== 200) {
      const reason = `HTTP Status Code = ${answer.status}; HTTP Message = ${answer.statusText}`;
      return { kind: 'failed', reason };
    }
    if (body === challenge) return { kind: 'verified' };
    return { kind: 'failed', reason: 'The URL answered something other than hub.challenge' };
  } catch (error) {
    return { kind: 'failed', reason: error instanceof Error ? error.message : 'no answer' };
  }
}
