/** A JSON object of unknown content. */
export type JsonObject = Record<string, unknown>;

/** The value as an object, or null when it is anything else (arrays included). */
export function asObject(value: unknown): JsonObject | null {
  return isObject(value) ? value : null;
}

/** The value as an array, or null. */
export function asArray(value: unknown): unknown[] | null {
  return Array.isArray(value) ? value : null;
}

/** The value as a string, or null. */
export function asString(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** Parses text that may not be JSON; `undefined` when it is not. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
