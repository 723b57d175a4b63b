import type { Job, PaymentEvent } from '@chatpay/core';
import type { FactAttempt, FactRow, Merchant, Sealer, Transaction } from '@chatpay/db';
import { insertFacts, saveAttempt } from '@chatpay/db';
import { decideFact } from '@chatpay/payments/machine';
import { lockPayments, paymentOf } from './payment-view.ts';
import { type Writing, writeDecisions } from './write-decisions.ts';

/** A verified fact about an attempt. `evidence` names the inbox row or the lookup it comes from. */
export type FactToSettle = {
  attempt: FactAttempt;
  event: PaymentEvent;
  dedupeKey: string;
  evidence: string;
  settings: Merchant['settings'];
};

export type Settled =
  /** The same statement was applied before. */
  { kind: 'repeated' } | { kind: 'applied'; jobs: Job[] };

/**
 * Applies verified facts, in the caller's transaction: lock the requests, store each fact once,
 * decide, write. Every request may be spoken of by one of the facts only. The order of facts does
 * not matter for where a request ends. `jobs` are to be rung after the commit.
 */
export async function settleFacts(
  tx: Transaction,
  sealer: Sealer,
  facts: FactToSettle[],
): Promise<Settled[]> {
  const payments = await lockPayments(
    tx,
    facts.map(({ attempt, settings }) => ({ requestId: attempt.requestId, settings })),
  );
  const areNew = await insertFacts(tx, facts.map(toRow));
  const decided: Decided[] = [];
  for (const fact of facts.filter((_fact, place) => areNew[place])) {
    const payment = paymentOf(payments, fact.attempt.requestId);
    const view = await learnReference(tx, payment.view, fact);
    const decision = decideFact(view, { attemptId: fact.attempt.id, event: fact.event });
    const { evidence, event } = fact;
    const basis = { actor: 'provider', evidence, amount: event.amount } as const;
    decided.push({ fact, writing: { payment, decision, basis } });
  }
  const told = await writeDecisions(
    tx,
    sealer,
    decided.map(({ writing }) => writing),
  );
  const jobs = new Map<FactToSettle, Job[]>();
  for (const [place, { fact, writing }] of decided.entries()) {
    if (writing.decision.lookUp) await saveAttempt(tx, fact.attempt.id, { lookupInMs: 0 });
    jobs.set(fact, toJobs({ fact, writing }, told[place] ?? null));
  }
  return facts.map((fact) => {
    const ofFact = jobs.get(fact);
    return ofFact ? { kind: 'applied', jobs: ofFact } : { kind: 'repeated' };
  });
}

type Decided = { fact: FactToSettle; writing: Writing };

/** What is to be rung for; a request whose outcome nobody knew is given to the clock again. */
function toJobs({ fact, writing }: Decided, conversationId: string | null): Job[] {
  const { id: attemptId, requestId } = fact.attempt;
  const jobs: Job[] = [];
  if (conversationId) jobs.push({ name: 'advance-conversation', conversationId });
  if (writing.decision.lookUp) jobs.push({ name: 'look-up-attempt', attemptId });
  const wasUnknown = writing.payment.request.reviewReason === 'outcome_unknown';
  if (wasUnknown) jobs.push({ name: 'expire-request', requestId });
  return jobs;
}

function toRow({ attempt, event, dedupeKey }: FactToSettle): FactRow {
  return {
    merchantId: attempt.merchantId,
    paymentAccountId: attempt.paymentAccountId,
    attemptId: attempt.id,
    dedupeKey,
    ...factColumns(event),
  };
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

type Attempts = { attempts: { id: string; providerRef: string | null }[] };

/** News that was faster than the answer to our own call tells us the provider's reference. */
async function learnReference<V extends Attempts>(
  tx: Transaction,
  view: V,
  { attempt, event }: FactToSettle,
): Promise<V> {
  const known = view.attempts.find(({ id }) => id === attempt.id);
  if (known?.providerRef !== null || event.attemptId !== attempt.id) return view;
  const { providerRef } = event;
  await saveAttempt(tx, attempt.id, { providerRef });
  return {
    ...view,
    attempts: view.attempts.map((each) =>
      each.id === attempt.id ? { ...each, providerRef } : each,
    ),
  };
}
