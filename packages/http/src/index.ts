export { createHttpClient } from './http-client.ts';
export type * from './http-contract.ts';
export { redact } from './redact.ts';
export { retryAfterMs } from './retry-after.ts';
