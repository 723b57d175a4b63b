const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/**
 * Parses JSON with every number kept as the text it was written in, so that `1e3`, `1.50` and
 * integers beyond 2^53 can be judged as they stood. Undefined for anything that is not JSON.
 */
export function readExact(source: Buffer | string): unknown {
  const text = source.toString();
  try {
    // Only in legal JSON are all digits outside of strings numbers.
    JSON.parse(text);
    return JSON.parse(text.replace(STRING_OR_NUMBER, quoteNumber));
  } catch {
    return undefined;
  }
}

function quoteNumber(token: string): string {
  return token.startsWith('"') ? token : `"${token}"`;
}
