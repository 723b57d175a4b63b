import type { Job } from '@chatpay/core';
import type { LockedRequest, Transaction } from '@chatpay/db';
import { askSooner, findRequest, saveRequest } from '@chatpay/db';
import { decideExpiry } from '@chatpay/payments/machine';
import type { Deps } from './deps.ts';
import { lockPayment } from './payment-view.ts';
import { ring } from './ring.ts';
import { writeDecision } from './write-decisions.ts';

/** How often the clock looks at a link whose payment is still in flight. */
const LOOK_AGAIN_MS = 15_000;
/** The same while nobody knows how a payment ended and a person has been told. */
const LOOK_AGAIN_IN_REVIEW_MS = 3_600_000;

/**
 * The clock's turn at a payment request: a link past its time expires, unless a payment is in
 * flight; then the provider is asked and the clock comes again.
 */
export async function expireRequest(deps: Deps, requestId: string): Promise<void> {
  const found = await findRequest(deps.db, requestId);
  if (!found) return;
  const merchant = (await deps.directory.read()).merchants.get(found.request.merchantId);
  if (!merchant) return;
  const jobs = await deps.db.transaction(async (tx) => {
    const payment = await lockPayment(tx, requestId, merchant.settings);
    const closing = decideExpiry(payment.view, { expired: payment.request.overdue });
    deps.failpoint('expire:decided');
    switch (closing.kind) {
      case 'nothing':
        if (payment.request.overdue) await saveRequest(tx, requestId, { dueInMs: LOOK_AGAIN_MS });
        return [];
      case 'wait':
        return wait(tx, payment.request);
      case 'close': {
        const { conversationId } = await writeDecision(tx, deps.sealer, {
          payment,
          decision: closing.decision,
          basis: { actor: 'system', evidence: 'clock', amount: null },
        });
        return conversationId ? [{ name: 'advance-conversation' as const, conversationId }] : [];
      }
    }
  });
  ring(deps, jobs);
}

async function wait(tx: Transaction, { id, status }: LockedRequest): Promise<Job[]> {
  const dueInMs = status === 'pending' ? LOOK_AGAIN_MS : LOOK_AGAIN_IN_REVIEW_MS;
  await saveRequest(tx, id, { dueInMs });
  const attempts = await askSooner(tx, id);
  return attempts.map((attemptId) => ({ name: 'look-up-attempt', attemptId }));
}
