import { errorCode } from '@chatpay/core';

/**
 * Whose fault a failed query is, by its SQLSTATE class
 * (https://www.postgresql.org/docs/current/errcodes-appendix.html). `data`: the values can never
 * be stored (22, 23). `away`: the server or the connection to it (08, 57, 53, no state at all), a
 * server that may not write (25006), or a conflict that another try resolves (40, 55). `other`: ours.
 */
export function databaseFault(error: unknown): 'data' | 'away' | 'other' {
  const state = sqlState(error);
  if (state === undefined) return isNetworkFault(error) ? 'away' : 'other';
  const family = state.slice(0, 2);
  if (family === '22' || family === '23') return 'data';
  return AWAY.has(family) || state === READ_ONLY ? 'away' : 'other';
}

const READ_ONLY = '25006';
const AWAY = new Set(['08', '40', '53', '55', '57', '58']);

/** What drivers say instead of a state when the connection itself fails. */
const NETWORK =
  /ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|terminated|timeout|Connection|not queryable/;

function sqlState(error: unknown): string | undefined {
  const code = errorCode(error);
  if (code !== undefined && /^[0-9A-Z]{5}$/.test(code)) return code;
  return error instanceof Error && error.cause !== undefined ? sqlState(error.cause) : undefined;
}

function isNetworkFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const own = `${errorCode(error) ?? ''} ${error.message.startsWith('Failed query') ? '' : error.message}`;
  return NETWORK.test(own) || isNetworkFault(error.cause);
}
