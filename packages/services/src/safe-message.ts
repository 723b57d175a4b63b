/**
 * An error in words that may be kept in clear. Drivers and parsers quote what they were given: the
 * parameters of a query, a value of the wrong type, a piece of a body.
 */
export function safeMessage(error: unknown): string {
  if (!(error instanceof Error)) return 'not an Error';
  if (error instanceof SyntaxError) return 'unreadable text';
  if (isQueryError(error)) {
    return error.cause === undefined ? 'query failed' : `query failed: ${safeMessage(error.cause)}`;
  }
  return isAboutValue(error) ? error.message.replace(/[:"].*/s, '').trimEnd() : error.message;
}

function isQueryError(error: Error): boolean {
  return error.name === 'DrizzleQueryError' || error.message.startsWith('Failed query');
}

/** SQLSTATE class 22, data exception: its messages end with the value itself. */
function isAboutValue(error: Error): boolean {
  return 'code' in error && typeof error.code === 'string' && /^22[0-9A-Z]{3}$/.test(error.code);
}
