import type { Job, PaymentEvent } from '@chatpay/core';
import type { FactAttempt, Merchant, Sealer, Transaction } from '@chatpay/db';
import { insertFact, saveAttempt } from '@chatpay/db';
import { decideFact } from '@chatpay/payments/machine';
import { lockPayment } from './payment-view.ts';
import { writeDecision } from './write-decision.ts';

export type Settled =
  /** The same statement was applied before. */
  { kind: 'repeated' } | { kind: 'applied'; jobs: Job[] };

/**
 * Applies one verified fact about an attempt, in the caller's transaction: lock the request, store
 * the fact once, decide, write. The order of facts does not matter for where it ends. `jobs` are to
 * be rung after the commit; a request whose outcome nobody knew is given to the clock again.
 */
export async function settleFact(
  tx: Transaction,
  { sealer, settings }: { sealer: Sealer; settings: Merchant['settings'] },
  fact: { attempt: FactAttempt; event: PaymentEvent; dedupeKey: string; evidence: string },
): Promise<Settled> {
  const { attempt, event } = fact;
  const payment = await lockPayment(tx, attempt.requestId, settings);
  const isNew = await insertFact(tx, {
    merchantId: attempt.merchantId,
    paymentAccountId: attempt.paymentAccountId,
    attemptId: attempt.id,
    dedupeKey: fact.dedupeKey,
    ...factColumns(event),
  });
  if (!isNew) return { kind: 'repeated' };

  const known = payment.attempts.find(({ id }) => id === attempt.id);
  const learned = known?.providerRef === null && event.attemptId === attempt.id;
  if (learned) await saveAttempt(tx, attempt.id, { providerRef: event.providerRef });

  const view = learned ? withReference(payment.view, attempt.id, event.providerRef) : payment.view;
  const decision = decideFact(view, { attemptId: attempt.id, event });
  const { conversationId } = await writeDecision(tx, sealer, {
    payment,
    decision,
    basis: { actor: 'provider', evidence: fact.evidence, amount: event.amount },
  });
  if (decision.lookUp) await saveAttempt(tx, attempt.id, { lookupInMs: 0 });
  const jobs: Job[] = [];
  if (conversationId) jobs.push({ name: 'advance-conversation', conversationId });
  if (decision.lookUp) jobs.push({ name: 'look-up-attempt', attemptId: attempt.id });
  const wasUnknown = payment.request.reviewReason === 'outcome_unknown';
  if (wasUnknown) jobs.push({ name: 'expire-request', requestId: payment.request.id });
  return { kind: 'applied', jobs };
}

/** The columns every stored fact has, known attempt or not. */
export function factColumns(event: PaymentEvent) {
  return {
    kind: event.kind,
    source: event.source,
    providerRef: event.providerRef,
    transactionId: event.transactionId,
    amountMinor: event.amount?.minor ?? null,
    currency: event.amount?.currency ?? null,
    amountText: event.amountText,
    occurredAt: new Date(event.occurredAt),
  };
}

function withReference<V extends { attempts: { id: string; providerRef: string | null }[] }>(
  view: V,
  attemptId: string,
  providerRef: string,
): V {
  const attempts = view.attempts.map((attempt) =>
    attempt.id === attemptId ? { ...attempt, providerRef } : attempt,
  );
  return { ...view, attempts };
}
