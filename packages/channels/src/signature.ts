import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

const HEX_SHA256 = /^[0-9a-f]{64}$/i;

/**
 * Whether `signature` (64 hex digits) is the HMAC-SHA256 of these very bytes under one of the
 * secrets. Every secret is tried in constant time; an absent secret or signature never matches.
 */
export function isSigned(body: Buffer, signature: string | undefined, secrets: string[]): boolean {
  if (signature === undefined || !HEX_SHA256.test(signature)) return false;
  const presented = Buffer.from(signature, 'hex');
  let matches = false;
  for (const secret of secrets) {
    const expected = createHmac('sha256', secret).update(body).digest();
    const same = timingSafeEqual(presented, expected);
    matches = (same && secret !== '') || matches;
  }
  return matches;
}

/** Compares two texts in time that depends on neither. */
export function isSameText(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
