/** A top-level value of a Viber body. `bigint` becomes a bare number with every digit kept. */
export type ViberField = bigint | number | string | boolean | object | null | undefined;

/**
 * A JSON object as Viber writes it: tokens of 19 digits as numbers, which no JavaScript number
 * can hold. Undefined fields are left out.
 */
export function toViberJson(fields: Record<string, ViberField>): string {
  const parts: string[] = [];
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    const json = typeof value === 'bigint' ? value.toString() : JSON.stringify(value);
    parts.push(`${JSON.stringify(name)}:${json}`);
  }
  return `{${parts.join(',')}}`;
}

/** Non-ASCII characters as `\uXXXX` with upper-case digits: seen in live traffic beside raw UTF-8. */
export function escapeForViber(json: string): string {
  return json.replace(
    /[\u0080-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}
