import type { Job, PaymentEvent } from '@chatpay/core';
import type { ClaimedPaymentEvent, FactAttempt, Merchant, Transaction } from '@chatpay/db';
import { claimPaymentEvents, findAttemptsOfFacts, settleEvents } from '@chatpay/db';
import type { Deps } from './deps.ts';
import { openBody, paymentBody } from './event-body.ts';
import { keepOrphan } from './keep-orphan.ts';
import { parkOrPostpone } from './park-or-postpone.ts';
import { ring } from './ring.ts';
import { settleFacts } from './settle-facts.ts';

/** A claimed event with what it says and the attempt it speaks of. */
type Matched = {
  row: ClaimedPaymentEvent;
  event: PaymentEvent;
  attempt: FactAttempt;
  settings: Merchant['settings'];
};

/**
 * Applies stored provider events: match each to its attempt, decide, write. Runs any number of
 * times and at the same time with the same result. Events about different requests share a
 * transaction; when it fails each goes alone, so that one event harms only itself.
 */
export async function applyPaymentEvents(deps: Deps, inboxIds: string[]): Promise<void> {
  const rows = await claimPaymentEvents(deps.db, [...new Set(inboxIds)]);
  if (rows.length === 0) return;
  deps.failpoint('payment:claimed');
  for (const round of toRounds(await matchAll(deps, rows))) await applyRound(deps, round);
}

/** Every event that speaks of an attempt of ours. The others are kept as orphans. */
async function matchAll(deps: Deps, rows: ClaimedPaymentEvent[]): Promise<Matched[]> {
  const read: (Omit<Matched, 'attempt'> & { paymentAccountId: string })[] = [];
  for (const row of rows) {
    try {
      if (!row.accountId || !row.merchantId) throw new Error('The event has no account');
      const { event } = openBody(deps.sealer, row, paymentBody);
      const { settings } = await merchantOf(deps, row.merchantId);
      read.push({ row, event, settings, paymentAccountId: row.accountId });
    } catch (error) {
      await parkOrPostpone(deps, row, error);
    }
  }
  const attempts = await findAttemptsOfFacts(
    deps.db,
    read.map(({ event: { providerRef, attemptId }, paymentAccountId }) => ({
      paymentAccountId,
      providerRef,
      attemptId,
    })),
  );
  const matched: Matched[] = [];
  for (const [place, { row, event, settings }] of read.entries()) {
    const attempt = attempts[place];
    if (attempt) matched.push({ row, event, settings, attempt });
    else await keep(deps, row, event);
  }
  return matched;
}

async function keep(deps: Deps, row: ClaimedPaymentEvent, event: PaymentEvent): Promise<void> {
  try {
    await deps.db.transaction((tx) => keepOrphan(tx, row, event));
  } catch (error) {
    await parkOrPostpone(deps, row, error);
  }
}

/** In each round every request stands once. */
function toRounds(matched: Matched[]): Matched[][] {
  const rounds: Matched[][] = [];
  const earlier = new Map<string, number>();
  for (const one of matched) {
    const { requestId } = one.attempt;
    const place = earlier.get(requestId) ?? 0;
    earlier.set(requestId, place + 1);
    rounds[place] = [...(rounds[place] ?? []), one];
  }
  return rounds;
}

async function applyRound(deps: Deps, round: Matched[]): Promise<void> {
  try {
    const jobs = await deps.db.transaction((tx) => applyMatched(deps, tx, round));
    deps.failpoint('payment:committed');
    ring(deps, jobs);
  } catch (error) {
    const [only, ...others] = round;
    if (only && others.length === 0) await parkOrPostpone(deps, only.row, error);
    else for (const one of round) await applyRound(deps, [one]);
  }
}

async function applyMatched(deps: Deps, tx: Transaction, round: Matched[]): Promise<Job[]> {
  const settled = await settleFacts(
    tx,
    deps.sealer,
    round.map(({ row, ...fact }) => ({
      ...fact,
      dedupeKey: `event:${row.eventKey}`,
      evidence: `inbox:${row.id}`,
    })),
  );
  await settleEvents(
    tx,
    round.map(({ row }, place) => ({
      id: row.id,
      state: 'done',
      reason: settled[place]?.kind === 'repeated' ? 'repeated' : null,
    })),
  );
  deps.failpoint('payment:decided');
  return settled.flatMap((one) => (one.kind === 'applied' ? one.jobs : []));
}

async function merchantOf(deps: Deps, merchantId: string): Promise<Merchant> {
  const known = (await deps.directory.read()).merchants.get(merchantId);
  const merchant = known ?? (await deps.directory.refresh()).merchants.get(merchantId);
  if (!merchant) throw new Error(`Merchant ${merchantId} does not exist`);
  return merchant;
}
