/**
 * Eight hex digits that change when the value does (FNV-1a over its JSON). Tells a tap on an old
 * message from one on the current message; it is no protection against anybody.
 */
export function fingerprint(value: unknown): string {
  let hash = 0x811c9dc5;
  for (const character of JSON.stringify(value)) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
