import type { Job } from '@chatpay/core';
import type { ClaimedPaymentEvent, Merchant, Transaction } from '@chatpay/db';
import {
  claimPaymentEvent,
  findAttemptOfFact,
  insertFact,
  openReview,
  postponeEvent,
  settleEvents,
} from '@chatpay/db';
import { appendJournal } from './append-journal.ts';
import type { Deps } from './deps.ts';
import { openBody, type PaymentBody, paymentBody } from './event-body.ts';
import { parkOrPostpone } from './park-or-postpone.ts';
import { ring } from './ring.ts';
import { factColumns, settleFact } from './settle-fact.ts';

/** Waits before an event that matches no attempt is tried again (rule 5.8). */
const ORPHAN_DELAYS_MS = [1_000, 5_000, 30_000, 300_000, 3_600_000];

/**
 * Applies one stored provider event: match it to its attempt, decide, write. Runs any number of
 * times and at the same time with the same result. An event that matches nothing is tried again for
 * an hour and then waits for a person: money is never dropped.
 */
export async function applyPaymentEvent(deps: Deps, inboxId: string): Promise<void> {
  const row = await claimPaymentEvent(deps.db, inboxId);
  if (!row) return;
  deps.failpoint('payment:claimed');
  try {
    const jobs = await deps.db.transaction((tx) => applyClaimed(deps, tx, row));
    deps.failpoint('payment:committed');
    ring(deps, jobs);
  } catch (error) {
    await parkOrPostpone(deps, row, error);
  }
}

async function applyClaimed(deps: Deps, tx: Transaction, row: ClaimedPaymentEvent): Promise<Job[]> {
  if (!row.accountId || !row.merchantId) return [];
  const body = openBody(deps.sealer, row, paymentBody);
  const { settings } = await merchantOf(deps, row.merchantId);
  const attempt = await findAttemptOfFact(tx, { paymentAccountId: row.accountId, ...body.event });
  if (!attempt) return handleOrphan(tx, row, body);

  const settled = await settleFact(
    tx,
    { sealer: deps.sealer, settings },
    {
      attempt,
      event: body.event,
      dedupeKey: `event:${row.eventKey}`,
      evidence: `inbox:${row.id}`,
    },
  );
  await settleEvents(tx, [row.id], {
    state: 'done',
    reason: settled.kind === 'repeated' ? 'repeated' : null,
  });
  deps.failpoint('payment:decided');
  return settled.kind === 'repeated' ? [] : settled.jobs;
}

async function handleOrphan(
  tx: Transaction,
  row: ClaimedPaymentEvent,
  body: PaymentBody,
): Promise<Job[]> {
  const delayMs = ORPHAN_DELAYS_MS[row.attempts - 1];
  if (delayMs !== undefined) {
    await postponeEvent(tx, row.id, { delayMs, reason: 'no such attempt yet' });
    return [];
  }
  const { merchantId, accountId } = row;
  if (!merchantId || !accountId) return [];
  const { event } = body;
  const isNew = await insertFact(tx, {
    merchantId,
    paymentAccountId: accountId,
    attemptId: null,
    dedupeKey: `event:${row.eventKey}`,
    ...factColumns(event),
  });
  const movedMoney = event.kind === 'succeeded';
  if (isNew && movedMoney) {
    await openReview(tx, {
      merchantId,
      orderId: null,
      requestId: null,
      reason: 'orphan_payment',
      detail: `${event.amountText} for ${event.providerRef}, which is none of our attempts`,
      dedupeKey: `orphan:${accountId}:${event.transactionId ?? event.providerRef}`,
    });
    await appendJournal(
      tx,
      {
        merchantId,
        orderId: null,
        requestId: null,
        paymentAccountId: accountId,
        actor: 'provider',
        evidence: `inbox:${row.id}`,
      },
      [
        {
          kind: 'orphan',
          attemptId: null,
          amount: event.amount,
          transactionId: event.transactionId,
          reason: event.providerRef,
        },
      ],
    );
  }
  await settleEvents(tx, [row.id], { state: movedMoney ? 'parked' : 'ignored', reason: 'orphan' });
  return [];
}

async function merchantOf(deps: Deps, merchantId: string): Promise<Merchant> {
  const known = (await deps.directory.read()).merchants.get(merchantId);
  const merchant = known ?? (await deps.directory.refresh()).merchants.get(merchantId);
  if (!merchant) throw new Error(`Merchant ${merchantId} does not exist`);
  return merchant;
}
