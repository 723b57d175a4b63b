import { createHmac, timingSafeEqual } from 'node:crypto';
import type { RawRequest } from '@chatpay/core';
import type { VposProfile } from './profile.ts';

/** What the sender claims: these bytes at this time, under one of these signatures. */
type Claim = { signed: string; timestamp: string; signatures: Buffer[] };

/**
 * Null when the request is genuine and fresh, else why it is not (for the log only).
 * `standard-webhooks`: HMAC-SHA256 of `id.timestamp.body`, base64, several signatures in a row
 * (https://github.com/standard-webhooks/standard-webhooks). `t-v1`: of `timestamp.body`, hex.
 */
export function findForgery(
  request: RawRequest,
  { secrets, profile }: { secrets: readonly string[]; profile: VposProfile },
): string | null {
  const claim = readClaim(request.headers, profile);
  if (typeof claim === 'string') return claim;
  const keys = secrets.map(keyOf).filter((key) => key.length > 0);
  if (keys.length === 0) return 'no webhook secret';
  if (!isSigned(claim, request.body, keys)) return 'wrong signature';
  // Signed times are whole seconds; a fraction of ours would make the tolerance a second shorter.
  const receivedAtSeconds = Math.floor(request.receivedAt.getTime() / 1000);
  const skewSeconds = Math.abs(receivedAtSeconds - Number(claim.timestamp));
  return skewSeconds > profile.toleranceSeconds ? 'signed at another time' : null;
}

function readClaim(headers: RawRequest['headers'], { signature }: VposProfile): Claim | string {
  const text = headers[signature.signatureHeader];
  if (text === undefined || text.length > 4096) return 'no signature';
  switch (signature.recipe) {
    case 'standard-webhooks': {
      const id = headers[signature.idHeader] ?? '';
      const timestamp = headers[signature.timestampHeader] ?? '';
      if (!/^[\x21-\x7e]{1,255}$/.test(id) || !isTimestamp(timestamp)) return 'no id or time';
      const signatures = valuesOf(text.split(/\s+/), /^v1,([A-Za-z0-9+/]{43}=)$/, 'base64');
      return { signed: `${id}.${timestamp}.`, timestamp, signatures };
    }
    case 't-v1': {
      const [first = '', ...parts] = text.split(',');
      const timestamp = /^t=(\d+)$/.exec(first)?.[1] ?? '';
      if (!isTimestamp(timestamp)) return 'no time';
      if (!parts.every((part) => /^v\d+=[0-9a-f]+$/i.test(part))) return 'malformed signature';
      const signatures = valuesOf(parts, /^v1=([0-9a-f]{64})$/i, 'hex');
      return { signed: `${timestamp}.`, timestamp, signatures };
    }
  }
}

/** Compares every signature under every key, so that the time taken tells nothing. */
function isSigned({ signed, signatures }: Claim, body: Buffer, keys: Buffer[]): boolean {
  let matches = false;
  for (const key of keys) {
    const expected = createHmac('sha256', key).update(signed).update(body).digest();
    for (const presented of signatures) {
      matches = timingSafeEqual(presented, expected) || matches;
    }
  }
  return matches;
}

/** `whsec_` marks base64; anything else is the key as it stands. */
function keyOf(secret: string): Buffer {
  const encoded = /^whsec_(.*)$/s.exec(secret)?.[1];
  return encoded === undefined ? Buffer.from(secret, 'utf8') : Buffer.from(encoded, 'base64');
}

function valuesOf(parts: string[], version: RegExp, encoding: 'base64' | 'hex'): Buffer[] {
  return parts
    .map((part) => Buffer.from(version.exec(part)?.[1] ?? '', encoding))
    .filter((value) => value.length === 32);
}

function isTimestamp(text: string): boolean {
  return /^\d{1,12}$/.test(text);
}
