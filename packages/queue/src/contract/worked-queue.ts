import {
  type Job,
  type JobName,
  type LogFields,
  type Logger,
  newId,
  silentLogger,
} from '@chatpay/core';
import { createQueue, type QueueConfig, type QueueHandle } from '../create-queue.ts';
import type { JobHandlers } from '../job-handlers.ts';

/** A queue whose handlers note the jobs they begin and end; `during` runs in between. */
export type WorkedQueue = QueueHandle & {
  begun: string[];
  handled: string[];
  failures: LogFields[];
};

export type WorkedQueueOptions = {
  concurrency?: number;
  drainMs?: number;
  during?: (job: Job) => Promise<void>;
};

export async function startWorkedQueue(
  backend: QueueConfig['backend'],
  { concurrency = 4, drainMs = 20_000, during = async () => {} }: WorkedQueueOptions = {},
): Promise<WorkedQueue> {
  const begun: string[] = [];
  const handled: string[] = [];
  const failures: LogFields[] = [];
  const logger: Logger = { ...silentLogger, error: (fields) => failures.push(fields) };
  const handle = createQueue({ backend, logger });
  const note = async (job: Job) => {
    begun.push(idOf(job));
    await during(job);
    handled.push(idOf(job));
  };
  const handlers: JobHandlers = {
    'advance-conversation': note,
    'deliver-messages': note,
    'apply-payment-event': note,
    'look-up-attempt': note,
    'expire-request': note,
  };
  await handle.work(handlers, { concurrency: everyName(concurrency), drainMs });
  return { ...handle, begun, handled, failures };
}

/** One job of each kind, with fresh ids. */
export function oneOfEach(): Job[] {
  return [
    { name: 'advance-conversation', conversationId: newId() },
    { name: 'deliver-messages', conversationId: newId() },
    { name: 'apply-payment-event', inboxId: newId() },
    { name: 'look-up-attempt', attemptId: newId() },
    { name: 'expire-request', requestId: newId() },
  ];
}

/** `count` jobs of the busiest kind, with fresh ids. */
export function jobs(count: number): Job[] {
  return Array.from({ length: count }, () => ({
    name: 'advance-conversation',
    conversationId: newId(),
  }));
}

export function idOf({ name, ...ids }: Job): string {
  return `${name} ${Object.values(ids).join()}`;
}

/** Resolves once `isSo` holds; rejects after 25 s in vain. */
export async function eventually(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const until = performance.now() + 25_000;
  while (!(await isSo())) {
    if (performance.now() > until) throw new Error(`never came true: ${isSo}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** A promise the test opens by hand. */
export function createGate(): { opened: Promise<void>; open(): void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

function everyName(concurrency: number): Record<JobName, number> {
  return {
    'advance-conversation': concurrency,
    'deliver-messages': concurrency,
    'apply-payment-event': concurrency,
    'look-up-attempt': concurrency,
    'expire-request': concurrency,
  };
}
