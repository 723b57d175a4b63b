import type { Job, JobName } from '@chatpay/core';
import {
  advanceConversation,
  applyPaymentEvent,
  type Deps,
  deliverMessages,
  expireRequest,
  lookUpAttempt,
} from '@chatpay/services';

export type Handlers = { [Name in JobName]: (job: Extract<Job, { name: Name }>) => Promise<void> };

/** One verb per job. Each looks at the rows again: a job is only a hint. */
export function createHandlers(deps: Deps): Handlers {
  return {
    'advance-conversation': ({ conversationId }) => advanceConversation(deps, conversationId),
    'deliver-messages': ({ conversationId }) => deliverMessages(deps, conversationId),
    'apply-payment-event': ({ inboxId }) => applyPaymentEvent(deps, inboxId),
    'look-up-attempt': ({ attemptId }) => lookUpAttempt(deps, attemptId),
    'expire-request': ({ requestId }) => expireRequest(deps, requestId),
  };
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
