/**
 * The `code` that Node and drivers give their errors, such as `ENOENT` or an SQLSTATE. Undefined for
 * anything else. Does not ask for `instanceof Error`: an error may come from another realm.
 */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
