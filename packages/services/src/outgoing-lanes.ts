import type { Database, Outgoing, OwnedLane } from '@chatpay/db';
import {
  databaseFault,
  leaseLanes,
  nextInLanes,
  recordSends,
  releaseLanes,
  startSends,
} from '@chatpay/db';
import { type Batched, createBatcher } from './create-batcher.ts';

/**
 * The steps of delivery that wait for the database. Calls that come together share a statement, so
 * that many conversations cost little more than one.
 */
export type OutgoingLanes = {
  /** Takes a lane and says what is next in it; undefined while somebody else owns it. */
  lease: Batched<
    { conversationId: string; leaseMs: number },
    { fence: number; next: Outgoing | undefined } | undefined
  >;
  next: Batched<string, Outgoing | undefined>;
  /** Counts the attempt before the platform is called; false when the lane is not ours any more. */
  start: Batched<OwnedLane & { messageId: string }, boolean>;
  recordSent: Batched<{ messageId: string; externalId: string }, void>;
  /** Gives a lane back; true when there is something to send in it all the same. */
  release: Batched<OwnedLane, boolean>;
};

const LIMITS = { concurrentBatches: 2, maxBatch: 64, maxWaiting: 1_000 };

export function createOutgoingLanes(db: Database): OutgoingLanes {
  return {
    lease: together((lanes) => leaseLanes(db, lanes)),
    next: together((conversationIds) => nextInLanes(db, conversationIds)),
    start: together((sends) => startSends(db, sends)),
    recordSent: together(async (sent) => {
      await recordSends(db, sent);
      return sent.map(() => undefined);
    }),
    release: together(async (lanes) => {
      await releaseLanes(db, lanes);
      // In a statement of its own: one that waited for the lock would look at an older state.
      const next = await nextInLanes(
        db,
        lanes.map(({ conversationId }) => conversationId),
      );
      return next.map((waiting) => waiting?.due === true);
    }),
  };
}

function together<Item, Result>(run: (items: Item[]) => Promise<Result[]>): Batched<Item, Result> {
  return createBatcher(run, {
    ...LIMITS,
    isOfOneItem: (error) => databaseFault(error) !== 'away',
  });
}
