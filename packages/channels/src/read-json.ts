export type JsonReading = { kind: 'json'; value: unknown } | { kind: 'unreadable'; reason: string };

const MAX_DEPTH = 64;
/** Every integer of up to 15 digits is exact as a JavaScript number; of 16 digits only some are. */
const EXACT_DIGITS = 15;
const INTEGER = /^-?(?:0|[1-9]\d*)$/;

const QUOTE = 0x22;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const BACKSLASH = 0x5c;

/**
 * Parses bytes of a stranger without throwing and without losing digits: integers too long for a
 * JavaScript number come out as strings. Refuses more than 64 levels before anything is parsed.
 */
export function readJson(source: Buffer | string): JsonReading {
  const text = typeof source === 'string' ? source : source.toString('utf8');
  const exact = quoteLongIntegers(text);
  if (exact === null) return { kind: 'unreadable', reason: 'nested too deeply' };
  try {
    const value: unknown = JSON.parse(exact);
    return { kind: 'json', value };
  } catch {
    return { kind: 'unreadable', reason: 'not JSON' };
  }
}

/** The same JSON with long integers between quotation marks, or null when it is nested too deeply. */
export function quoteLongIntegers(text: string): string | null {
  let exact = '';
  let copied = 0;
  let depth = 0;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at);
    } else if (code === MINUS || isDigit(code)) {
      const end = endOfNumber(text, at);
      if (isLongInteger(text.slice(at, end)) && !isName(text, end)) {
        exact += `${text.slice(copied, at)}"${text.slice(at, end)}"`;
        copied = end;
      }
      at = end;
    } else {
      depth += nesting(code);
      if (depth > MAX_DEPTH) return null;
      at += 1;
    }
  }
  return copied === 0 ? text : exact + text.slice(copied);
}

/** +1 for `{` and `[`, -1 for `}` and `]`. */
function nesting(code: number): number {
  if (code === 0x7b || code === 0x5b) return 1;
  return code === 0x7d || code === 0x5d ? -1 : 0;
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    at += code === BACKSLASH ? 2 : 1;
  }
  return text.length;
}

/** Takes in everything a number may consist of, so that `1.5e20` is one token. */
function endOfNumber(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && /[\d.eE+-]/.test(text.charAt(at))) at += 1;
  return at;
}

function isLongInteger(token: string): boolean {
  return token.length > EXACT_DIGITS && /\d{16}/.test(token) && INTEGER.test(token);
}

/** A bare number before a colon is not JSON; quoting it would make it so. */
function isName(text: string, end: number): boolean {
  let at = end;
  while (/\s/.test(text.charAt(at))) at += 1;
  return text.charAt(at) === ':';
}
