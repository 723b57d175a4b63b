import { randomBytes, randomFillSync } from 'node:crypto';

/**
 * A UUID of version 7 (RFC 9562): its first 48 bits are `now` in milliseconds, so keys sort by age;
 * ids of one millisecond come in any order. Throws RangeError on a time that does not fit.
 */
export function newId(now: number = Date.now()): string {
  const bytes = nextRandom();
  bytes.writeUIntBE(now, 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}

const ID_BYTES = 16;
/** Asking the system for random bytes costs the same for one id as for many. */
const store = Buffer.alloc(ID_BYTES * 256);
let used = store.length;

function nextRandom(): Buffer {
  if (used === store.length) {
    randomFillSync(store);
    used = 0;
  }
  used += ID_BYTES;
  return Buffer.from(store.subarray(used - ID_BYTES, used));
}

/** An unguessable name for a public address: 160 random bits, URL-safe, 27 characters. */
export function newToken(): string {
  return randomBytes(20).toString('base64url');
}
