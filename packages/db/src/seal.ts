import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

const VERSION = 1;
const KEY_ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + KEY_ID_BYTES + NONCE_BYTES;

/** Turns secrets into bytes that only holders of the key can read. */
export type Sealer = {
  /** `context` says what the bytes are and whose; opening needs the same one. */
  seal(plain: Buffer | string, context: string): Buffer;
  /** Throws when the bytes were changed, belong to another context or to a key we do not have. */
  open(sealed: Buffer, context: string): Buffer;
};

/**
 * AES-256-GCM with a fresh nonce per record and the context as associated data. The first key
 * seals, every key opens, so a key is replaced by putting a new one in front.
 */
export function createSealer(secretsKeys: string[]): Sealer {
  const keys = secretsKeys.map(toKey);
  const [current] = keys;
  if (!current) throw new Error('SECRETS_KEY is missing: sealing needs at least one key');

  return {
    seal(plain, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', current.bytes, nonce);
      cipher.setAAD(Buffer.from(context));
      const body = cipher.update(plain instanceof Buffer ? plain : Buffer.from(plain));
      const rest = cipher.final();
      return Buffer.concat([
        Buffer.of(VERSION),
        current.id,
        nonce,
        body,
        rest,
        cipher.getAuthTag(),
      ]);
    },

    open(sealed, context) {
      if (sealed.length < HEADER_BYTES + TAG_BYTES || sealed[0] !== VERSION) {
        throw new Error('Not a sealed record');
      }
      const id = sealed.subarray(1, 1 + KEY_ID_BYTES);
      const key = keys.find((candidate) => candidate.id.equals(id));
      if (!key) throw new Error('Sealed with a key that SECRETS_KEY does not hold');
      const nonce = sealed.subarray(1 + KEY_ID_BYTES, HEADER_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', key.bytes, nonce);
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
      const body = sealed.subarray(HEADER_BYTES, sealed.length - TAG_BYTES);
      return Buffer.concat([decipher.update(body), decipher.final()]);
    },
  };
}

function toKey(secret: string): { id: Buffer; bytes: Buffer } {
  const bytes = Buffer.from(hkdfSync('sha256', secret, 'chatpay', 'seal', 32));
  const id = createHash('sha256').update(bytes).digest().subarray(0, KEY_ID_BYTES);
  return { id, bytes };
}
