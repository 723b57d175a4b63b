import type { Job, PaymentEvent } from '@chatpay/core';
import type { AttemptRow, Transaction } from '@chatpay/db';
import { claimLookup, findAttempt, OPEN_ATTEMPTS, saveAttempt } from '@chatpay/db';
import { decideAttemptExpiry, decideExhausted, nextLookupDelayMs } from '@chatpay/payments/machine';
import type { Deps } from './deps.ts';
import type { OpenProvider } from './directory.ts';
import { loadAttempt } from './load-attempt.ts';
import { lockPayment } from './payment-view.ts';
import { ring } from './ring.ts';
import { settleFacts } from './settle-facts.ts';
import { writeDecision } from './write-decisions.ts';

/** Sessions of providers that do not say when they end. */
const USUAL_SESSION_MS = 20 * 60_000;
/** A lookup that found the provider away comes again no sooner than this. */
const LAST_LOOKUP_MS = 3_600_000;

/**
 * Asks the provider about an attempt when that is due, and applies the answer like a webhook. The
 * next lookup is written down before this one is made, so a crash or a provider that is away costs
 * one turn. After the last turn without news a person has to find out. An attempt that is over is
 * asked about once more where a later statement left doubt.
 */
export async function lookUpAttempt(deps: Deps, attemptId: string): Promise<void> {
  await askAboutAttempt(deps, attemptId);
}

/** The same for who needs to know whether the provider was asked and answered. */
export async function askAboutAttempt(deps: Deps, attemptId: string): Promise<boolean> {
  const known = await findAttempt(deps.db, attemptId);
  if (!known) return false;
  const delayMs = nextDelayMs(known, deps.random());
  const attempt = await claimLookup(deps.db, attemptId, delayMs ?? LAST_LOOKUP_MS);
  if (!attempt) return false;
  deps.failpoint('lookup:claimed');
  const open = (await deps.directory.read()).providers.get(attempt.paymentAccountId);
  if (!open) return false;
  const askedAt = new Date();
  const asked = await loadAttempt(deps.db, attempt, deps.publicUrl);
  const answer = await open.provider.lookup(asked).catch((error: unknown) => {
    deps.logger.warn({ attemptId, error }, 'lookup failed');
    return 'no-answer' as const;
  });
  deps.failpoint('lookup:answered');
  const jobs = await deps.db.transaction((tx) =>
    applyAnswer(deps, tx, { attempt, open, answer, askedAt, isLast: delayMs === null }),
  );
  ring(deps, jobs);
  return answer !== 'no-answer';
}

type Answered = {
  attempt: AttemptRow;
  open: OpenProvider;
  answer: PaymentEvent | 'no-news' | 'no-answer';
  askedAt: Date;
  isLast: boolean;
};

async function applyAnswer(deps: Deps, tx: Transaction, answered: Answered): Promise<Job[]> {
  const { attempt, open, answer } = answered;
  const { settings } = open.merchant;
  const jobs: Job[] = [];
  const told: (string | null)[] = [];
  if (typeof answer === 'object') {
    const [settled] = await settleFacts(tx, deps.sealer, [
      {
        attempt,
        event: answer,
        dedupeKey: lookupKey(attempt.id, answer),
        evidence: evidenceOf(attempt),
        settings,
      },
    ]);
    if (settled?.kind === 'applied') jobs.push(...settled.jobs);
  }
  const answersDoubt = answer !== 'no-answer' && !isOpen(attempt);
  if (answersDoubt) await saveAttempt(tx, attempt.id, { lookupInMs: null });
  if (answer !== 'no-answer') told.push(await expireOverdue(deps, tx, answered));
  if (answered.isLast && isOpen(attempt)) told.push(await giveUp(deps, tx, answered));
  for (const conversationId of told) {
    if (conversationId) jobs.push({ name: 'advance-conversation', conversationId });
  }
  return jobs;
}

/** The same answer again is the same statement, however often we ask. */
function lookupKey(attemptId: string, { kind, transactionId, amountText }: PaymentEvent): string {
  return `lookup:${attemptId}:${kind}:${transactionId ?? ''}:${amountText}`;
}

async function expireOverdue(
  deps: Deps,
  tx: Transaction,
  { attempt, open, answer, askedAt }: Answered,
): Promise<string | null> {
  const payment = await lockPayment(tx, attempt.requestId, open.merchant.settings);
  const decision = decideAttemptExpiry(payment.view, attempt.id, {
    sessionExpiresAt: attempt.sessionExpiresAt ?? later(attempt.createdAt, USUAL_SESSION_MS),
    askedAt,
    saidNotPaid: answer === 'no-news' || (typeof answer === 'object' && answer.kind === 'pending'),
  });
  if (!decision.attempt) return null;
  const basis = { actor: 'system' as const, evidence: evidenceOf(attempt), amount: null };
  return (await writeDecision(tx, deps.sealer, { payment, decision, basis })).conversationId;
}

async function giveUp(
  deps: Deps,
  tx: Transaction,
  { attempt, open }: Answered,
): Promise<string | null> {
  const payment = await lockPayment(tx, attempt.requestId, open.merchant.settings);
  const decision = decideExhausted(payment.view, attempt.id);
  await saveAttempt(tx, attempt.id, { lookupInMs: null });
  const basis = { actor: 'system' as const, evidence: evidenceOf(attempt), amount: null };
  return (await writeDecision(tx, deps.sealer, { payment, decision, basis })).conversationId;
}

function evidenceOf({ id, lookups }: AttemptRow): string {
  return `lookup:${id}:${lookups}`;
}

function nextDelayMs(attempt: AttemptRow, jitter: number): number | null {
  return nextLookupDelayMs({
    lookups: attempt.lookups + 1,
    openedAt: attempt.createdAt,
    sessionExpiresAt: attempt.sessionExpiresAt,
    buyerWentThere: attempt.redirectUrl !== null,
    now: new Date(),
    jitter,
  });
}

function isOpen({ status }: AttemptRow): boolean {
  return OPEN_ATTEMPTS.some((open) => open === status);
}

function later(from: Date, byMs: number): Date {
  return new Date(from.getTime() + byMs);
}
