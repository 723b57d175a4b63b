import type { Attempt, Checkout } from '@chatpay/core';
import { newId } from '@chatpay/core';
import type { LockedAttempt, LockedRequest, Transaction } from '@chatpay/db';
import {
  findAttempt,
  findRequestByToken,
  insertAttempt,
  nextAttemptNumber,
  saveAttempt,
} from '@chatpay/db';
import { decideCheckoutFailure, decideCheckoutOpened, isInFlight } from '@chatpay/payments/machine';
import { appendJournal } from './append-journal.ts';
import type { Deps } from './deps.ts';
import type { OpenProvider } from './directory.ts';
import { type CallableAttempt, loadAttempt } from './load-attempt.ts';
import { askAboutAttempt } from './look-up-attempt.ts';
import { type LockedPayment, lockPayment } from './payment-view.ts';
import { ring } from './ring.ts';
import { writeDecision } from './write-decisions.ts';

export type OpenedCheckout =
  /** Send the browser there. */
  | { kind: 'redirect'; url: string }
  /** Nothing to open: paid, expired, or no such link. The page says which. */
  | { kind: 'closed' }
  /** The provider is away or did not answer. Pressing again is safe. */
  | { kind: 'unavailable' };

/** The provider's deadline for this call is shorter; after it the attempt's caller is gone. */
const CALL_MS = 30_000;
const FIRST_LOOKUP_MS = 2_000;
const WAIT_STEP_MS = 150;

type Plan =
  | { kind: 'ask'; attemptId: string }
  | { kind: 'go'; url: string }
  | { kind: 'closed' }
  | { kind: 'wait'; attemptId: string }
  | { kind: 'call'; attempt: CallableAttempt };

/**
 * The customer pressed "pay". Opens one session with the provider, whatever the number of presses
 * and tabs: a live session is used again, one that is just being opened is waited for, and one
 * whose answer was lost is asked for again under the same idempotency key. A session whose time is
 * over is looked up first, because it may have been paid (rule 5.3).
 */
export async function openCheckout(deps: Deps, token: string): Promise<OpenedCheckout> {
  const request = await findRequestByToken(deps.db, token);
  const open = request && (await deps.directory.read()).providers.get(request.paymentAccountId);
  if (!request || !open) return { kind: 'closed' };
  const pressed = { requestId: request.id, open };
  const plan = await deps.db.transaction((tx) => planCheckout(tx, pressed));
  if (plan.kind !== 'ask') return carryOut(deps, open, plan);
  await saveAttempt(deps.db, plan.attemptId, { lookupInMs: 0 });
  if (!(await askAboutAttempt(deps, plan.attemptId))) return { kind: 'unavailable' };
  const next = await deps.db.transaction((tx) =>
    planCheckout(tx, { ...pressed, asked: plan.attemptId }),
  );
  return carryOut(deps, open, next);
}

async function carryOut(deps: Deps, open: OpenProvider, plan: Plan): Promise<OpenedCheckout> {
  switch (plan.kind) {
    case 'ask':
      return { kind: 'unavailable' };
    case 'go':
      return { kind: 'redirect', url: plan.url };
    case 'closed':
      return plan;
    case 'wait':
      return waitForOther(deps, plan.attemptId);
    case 'call':
      deps.failpoint('checkout:created');
      return callProvider(deps, open, plan.attempt);
  }
}

type Pressed = {
  requestId: string;
  open: OpenProvider;
  /** The attempt that the provider has just been asked about. */
  asked?: string;
};

async function planCheckout(tx: Transaction, pressed: Pressed): Promise<Plan> {
  const payment = await lockPayment(tx, pressed.requestId, pressed.open.merchant.settings);
  if (!isPayable(payment.request)) return { kind: 'closed' };
  const newest = payment.attempts.at(-1);
  const ongoing = newest && isInFlight(newest.status) ? newest : null;
  if (ongoing && ongoing.redirectUrl === null) return planUnanswered(ongoing, pressed.requestId);
  if (ongoing?.redirectUrl && isLive(ongoing)) return { kind: 'go', url: ongoing.redirectUrl };
  if (ongoing && ongoing.id !== pressed.asked) return { kind: 'ask', attemptId: ongoing.id };
  return { kind: 'call', attempt: await createAttempt(tx, payment) };
}

/** An order that is paid or under review through another link must not be paid again (rule 5.3). */
function isPayable({ status, overdue, orderStatus, orderInReview }: LockedRequest): boolean {
  return status === 'pending' && !overdue && orderStatus !== 'paid' && !orderInReview;
}

/** The page of this attempt is not known: it is being asked for now, or the answer was lost. */
function planUnanswered(attempt: LockedAttempt, requestId: string): Plan {
  const calling = attempt.status === 'created' && Date.now() - attempt.createdAt < CALL_MS;
  return calling
    ? { kind: 'wait', attemptId: attempt.id }
    : { kind: 'call', attempt: { ...attempt, requestId } };
}

async function createAttempt(tx: Transaction, payment: LockedPayment): Promise<CallableAttempt> {
  const { request } = payment;
  const attempt = await insertAttempt(
    tx,
    {
      id: newId(),
      merchantId: request.merchantId,
      requestId: request.id,
      paymentAccountId: request.paymentAccountId,
      number: await nextAttemptNumber(tx, request.orderId),
      status: 'created',
    },
    CALL_MS,
  );
  const subject = {
    merchantId: request.merchantId,
    orderId: request.orderId,
    requestId: request.id,
    paymentAccountId: request.paymentAccountId,
    actor: 'customer' as const,
    evidence: 'pay page',
  };
  const nothing = { amount: null, transactionId: null, reason: null };
  await appendJournal(tx, [
    { subject, drafts: [{ kind: 'attempt_created', attemptId: attempt.id, ...nothing }] },
  ]);
  return attempt;
}

async function callProvider(
  deps: Deps,
  open: OpenProvider,
  row: CallableAttempt,
): Promise<OpenedCheckout> {
  const attempt: Attempt = await loadAttempt(deps.db, row, deps.publicUrl);
  const checkout = await open.provider.createCheckout(attempt);
  deps.failpoint('checkout:opened');
  const { conversationId } = await deps.db.transaction((tx) =>
    recordCheckout(deps, tx, { open, row, checkout }),
  );
  if (conversationId) ring(deps, [{ name: 'advance-conversation', conversationId }]);
  if (checkout.kind === 'opened') return { kind: 'redirect', url: checkout.redirectUrl };
  deps.logger.warn(
    { attemptId: row.id, kind: checkout.kind, reason: checkout.reason },
    'checkout did not open',
  );
  return { kind: 'unavailable' };
}

async function recordCheckout(
  deps: Deps,
  tx: Transaction,
  { open, row, checkout }: { open: OpenProvider; row: CallableAttempt; checkout: Checkout },
): Promise<{ conversationId: string | null }> {
  const payment = await lockPayment(tx, row.requestId, open.merchant.settings);
  const current = payment.attempts.find(({ id }) => id === row.id);
  const decision =
    checkout.kind === 'opened'
      ? decideCheckoutOpened(payment.view, row.id)
      : decideCheckoutFailure(payment.view, row.id, checkout);
  if (checkout.kind === 'opened' && current) {
    const isSettled = current.nextLookupAt === null;
    await saveAttempt(tx, row.id, {
      providerRef: checkout.providerRef,
      redirectUrl: checkout.redirectUrl,
      sessionExpiresAt: checkout.expiresAt,
      ...(isSettled ? {} : { lookupInMs: FIRST_LOOKUP_MS }),
    });
  }
  if (checkout.kind === 'unknown') await saveAttempt(tx, row.id, { lookupInMs: FIRST_LOOKUP_MS });
  return writeDecision(tx, deps.sealer, {
    payment,
    decision,
    basis: { actor: 'provider', evidence: 'checkout', amount: null },
  });
}

/** Another tab is opening the session: its answer is ours as well. */
async function waitForOther(deps: Deps, attemptId: string): Promise<OpenedCheckout> {
  const deadline = performance.now() + CALL_MS / 2;
  while (performance.now() < deadline) {
    const attempt = await findAttempt(deps.db, attemptId);
    if (attempt?.redirectUrl) return { kind: 'redirect', url: attempt.redirectUrl };
    if (attempt?.status !== 'created') break;
    await new Promise((resolve) => setTimeout(resolve, WAIT_STEP_MS));
  }
  return { kind: 'unavailable' };
}

function isLive({ sessionExpiresAt }: LockedAttempt): boolean {
  return sessionExpiresAt === null || sessionExpiresAt > Date.now() + 30_000;
}
