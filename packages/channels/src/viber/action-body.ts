/** What no customer's sentence begins with: a plain `#` may be the number of a flat. */
const MARK = '#/';

/**
 * What a keyboard button sends back. A tap arrives as ordinary text, so our payloads carry a mark.
 * Anybody can type the same: a payload from Viber is a wish, checked against the dialogue's state.
 */
export function toActionBody(payload: string): string {
  return MARK + payload;
}

/** The payload of a tap on one of our buttons, or null for words. */
export function payloadOf(text: string): string | null {
  return text.startsWith(MARK) && text.length > MARK.length ? text.slice(MARK.length) : null;
}
