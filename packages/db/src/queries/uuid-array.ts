/**
 * An array literal: one parameter whatever the number of ids, so the statement stays the same.
 * Rows that were named by their ids are locked by them alone, in a step of its own; a test of their
 * state beside the ids would let the planner read all rows in that state instead, which are few
 * until there is a backlog.
 */
export function uuidArray(ids: Iterable<string>): string {
  return `{${[...ids].join(',')}}`;
}
