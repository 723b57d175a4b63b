export { applyDecision } from './apply-decision.ts';
export { isInFlight } from './attempt-moves.ts';
export {
  decideAttemptExpiry,
  decideCheckoutFailure,
  decideCheckoutOpened,
  SESSION_GRACE_MS,
} from './decide-checkout.ts';
export { decideExhausted } from './decide-exhausted.ts';
export { type Closing, decideCancellation, decideExpiry } from './decide-expiry.ts';
export { decideFact } from './decide-fact.ts';
export { CHAIN_START, canonicalJson, hashEntry, type Json } from './hash-entry.ts';
export { nextLookupDelayMs } from './lookup-schedule.ts';
export { matchAttempt } from './match-attempt.ts';
export { type LedgerAccount, type Posting, postings } from './postings.ts';
export type * from './types.ts';
