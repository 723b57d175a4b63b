/** An array literal: one parameter whatever the number of ids, so the statement stays the same. */
export function uuidArray(ids: Iterable<string>): string {
  return `{${[...ids].join(',')}}`;
}
