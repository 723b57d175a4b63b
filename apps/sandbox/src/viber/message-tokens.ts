import { randomInt } from 'node:crypto';

export interface MessageTokens {
  next(): bigint;
}

/**
 * Growing integers of 19 digits. All are odd, and so far above 2^53 that none survives a
 * JavaScript number.
 */
export function createMessageTokens(startedAtMs: number): MessageTokens {
  let last = BigInt(startedAtMs) * 1_000_000n + 1n;
  return {
    next() {
      last += BigInt(randomInt(1, 500)) * 2n;
      return last;
    },
  };
}
