import type { Job, JobName } from '@chatpay/core';
import {
  advanceConversations,
  applyPaymentEvents,
  createBatcher,
  type Deps,
  deliverMessages,
  expireRequest,
  lookUpAttempt,
} from '@chatpay/services';

export type Handlers = { [Name in JobName]: (job: Extract<Job, { name: Name }>) => Promise<void> };

/** Payments of a merchant wait for each other at the end of the journal: few batches, large ones. */
const PAYMENTS = { concurrentBatches: 2, maxBatch: 32 };
/** A conversation that has to wait for its lock must not hold up many others. */
const TALKS = { concurrentBatches: 4, maxBatch: 8 };

/** One verb per job. Each looks at the rows again: a job is only a hint. */
export function createHandlers(deps: Deps): Handlers {
  const applyPaymentEvent = together((ids) => applyPaymentEvents(deps, ids), PAYMENTS);
  const advanceConversation = together((ids) => advanceConversations(deps, ids), TALKS);
  return {
    'advance-conversation': ({ conversationId }) => advanceConversation(conversationId),
    'deliver-messages': ({ conversationId }) => deliverMessages(deps, conversationId),
    'apply-payment-event': ({ inboxId }) => applyPaymentEvent(inboxId),
    'look-up-attempt': ({ attemptId }) => lookUpAttempt(deps, attemptId),
    'expire-request': ({ requestId }) => expireRequest(deps, requestId),
  };
}

/** Jobs of one kind that come while others are under way share statements and transactions. */
function together(
  verb: (ids: string[]) => Promise<void>,
  limits: { concurrentBatches: number; maxBatch: number },
): (id: string) => Promise<void> {
  return createBatcher(
    async (ids: string[]) => {
      await verb(ids);
      return ids.map(() => undefined);
    },
    { ...limits, maxWaiting: 1_000, isOfOneItem: () => false },
  );
}

/** Runs one job by its name, for the sweep while the queue is away. */
export function runJob(handlers: Handlers, job: Job): Promise<void> {
  switch (job.name) {
    case 'advance-conversation':
      return handlers[job.name](job);
    case 'deliver-messages':
      return handlers[job.name](job);
    case 'apply-payment-event':
      return handlers[job.name](job);
    case 'look-up-attempt':
      return handlers[job.name](job);
    case 'expire-request':
      return handlers[job.name](job);
  }
}
