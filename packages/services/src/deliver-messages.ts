import type { SendOutcome } from '@chatpay/core';
import type { Outgoing, OwnedLane } from '@chatpay/db';
import { lastInbound, moveMessage, saveContact } from '@chatpay/db';
import { decideDelivery } from './decide-delivery.ts';
import type { Deps } from './deps.ts';
import type { OpenChannel } from './directory.ts';
import { retryDelayMs } from './retry-delay.ts';

const MAX_MESSAGES = 50;
/** Viber may say "not subscribed" for a moment after a person's first message. */
const FRESH_INBOUND_MS = 30_000;
const EARLY_RETRY_MS = 1_500;

/**
 * Sends what a conversation has to say, one message after another. One worker owns the lane at a
 * time, by lease and fence. A message queued while somebody else owned the lane is found by looking
 * again after the lane was given back.
 */
export async function deliverMessages(deps: Deps, conversationId: string): Promise<void> {
  const { deliveryLeaseMs: leaseMs } = deps.timing;
  for (;;) {
    const leased = await deps.outgoing.lease({ conversationId, leaseMs });
    if (!leased) return;
    deps.failpoint('deliver:leased');
    const lane = { conversationId, fence: leased.fence };
    await drainLane(deps, lane, leased.next);
    const isMoreDue = await deps.outgoing.release(lane);
    if (!isMoreDue) return;
  }
}

async function drainLane(deps: Deps, lane: OwnedLane, first: Outgoing | undefined): Promise<void> {
  let next = first;
  for (let count = 0; next && count < MAX_MESSAGES; count += 1) {
    if (!(await settleNext(deps, lane, next))) return;
    next = next.last ? undefined : await deps.outgoing.next(lane.conversationId);
  }
}

/** False when the lane must stop: its first message waits, or another worker took the lane over. */
async function settleNext(deps: Deps, lane: OwnedLane, next: Outgoing): Promise<boolean> {
  const { message } = next;
  const decision = decideDelivery(next);
  switch (decision.kind) {
    case 'wait':
      return false;
    case 'cancel':
      return moveMessage(
        deps.db,
        { id: message.id, from: [message.state], fence: lane.fence },
        { state: 'cancelled', reason: decision.reason },
      );
    case 'refuse':
      return moveMessage(
        deps.db,
        { id: message.id, from: [message.state], fence: lane.fence },
        { state: 'refused', reason: decision.reason },
      );
    case 'await-evidence':
      await moveMessage(
        deps.db,
        { id: message.id, from: ['sending'], fence: lane.fence },
        { state: 'unknown', reason: decision.reason, delayMs: deps.timing.evidenceWaitMs },
      );
      return false;
    case 'leave-to-person':
      return moveMessage(
        deps.db,
        { id: message.id, from: ['unknown'], fence: lane.fence },
        { delayMs: 'for-ever' },
      );
    case 'send':
      return sendOne(deps, lane, next);
  }
}

async function sendOne(deps: Deps, lane: OwnedLane, next: Outgoing): Promise<boolean> {
  const { message } = next;
  const open = await channelOf(deps, next.accountId);
  if (!open || !message.content) {
    return moveMessage(
      deps.db,
      { id: message.id, from: [message.state], fence: lane.fence },
      { state: 'refused', reason: open ? 'nothing to say' : 'account is not connected' },
    );
  }
  if (!(await deps.outgoing.start({ ...lane, messageId: message.id }))) return false;
  deps.failpoint('deliver:started');
  const outcome = await open.adapter.send({
    id: message.id,
    to: next.to,
    content: message.content,
    apiLevel: next.apiLevel,
  });
  deps.failpoint('deliver:sent');
  const goOn = await recordOutcome(deps, next, outcome);
  deps.failpoint('deliver:recorded');
  return goOn;
}

async function channelOf(deps: Deps, accountId: string): Promise<OpenChannel | undefined> {
  const known = (await deps.directory.read()).channels.get(accountId);
  return known ?? (await deps.directory.refresh()).channels.get(accountId);
}

/**
 * Writes how a send ended. An echo may have been faster; then nothing is left to write, and the
 * lane goes on. No fence here: what happened outside is true whoever owns the lane now.
 */
async function recordOutcome(
  deps: Deps,
  { message, contactId }: Outgoing,
  outcome: SendOutcome,
): Promise<boolean> {
  const where = { id: message.id, from: ['sending' as const] };
  switch (outcome.kind) {
    case 'sent':
      await deps.outgoing.recordSent({ messageId: message.id, externalId: outcome.externalId });
      return true;
    case 'retry': {
      const retry = retryDelayMs({ message, outcome, random: deps.random() });
      await moveMessage(deps.db, where, { reason: outcome.reason, ...retry });
      return retry.state === 'refused';
    }
    case 'refused':
      if (await isTooEarly(deps, message, outcome)) {
        await moveMessage(deps.db, where, {
          state: 'retry',
          reason: outcome.detail,
          delayMs: EARLY_RETRY_MS,
        });
        return false;
      }
      deps.logger.warn({ messageId: message.id, reason: outcome.reason }, 'message refused');
      if (outcome.reason === 'person_unavailable') {
        await saveContact(deps.db, contactId, { reachable: false });
      }
      await moveMessage(deps.db, where, {
        state: 'refused',
        reason: `${outcome.reason}: ${outcome.detail}`,
      });
      return true;
    case 'unknown':
      await moveMessage(deps.db, where, {
        state: 'unknown',
        reason: outcome.reason,
        delayMs: deps.timing.evidenceWaitMs,
      });
      return false;
  }
}

/** The person wrote a moment ago, so they can be reached: worth one more try. */
async function isTooEarly(
  deps: Deps,
  message: Outgoing['message'],
  { reason }: Extract<SendOutcome, { kind: 'refused' }>,
): Promise<boolean> {
  if (reason !== 'person_unavailable' || message.attempts > 0) return false;
  const wrote = await lastInbound(deps.db, message.conversationId);
  return wrote !== undefined && Date.now() - wrote.getTime() < FRESH_INBOUND_MS;
}
