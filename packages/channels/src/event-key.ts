import { createHash } from 'node:crypto';

/** Longer keys would not fit an index entry. */
const MAX_LENGTH = 400;

/** `kind:part:part`, or `kind:` and a hash where that grows too long. Stable over redelivery. */
export function eventKey(kind: string, parts: string[]): string {
  const key = [kind, ...parts].join(':');
  return key.length <= MAX_LENGTH ? key : `${kind.slice(0, 64)}:${fingerprint(parts)}`;
}

/** A hash that names an event of which the platform gives no id. */
export function fingerprint(value: unknown): string {
  const text = JSON.stringify(value) ?? '';
  return createHash('sha256').update(text).digest('hex').slice(0, 40);
}
