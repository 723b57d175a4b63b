import type { Job } from '@chatpay/core';
import type { ClaimedEvent, Transaction } from '@chatpay/db';
import {
  claimLaneEvents,
  findOrder,
  lockConversation,
  settleEvents,
  stillReady,
} from '@chatpay/db';
import { advanceFlow } from './advance-flow.ts';
import type { Deps } from './deps.ts';
import type { DirectorySnapshot } from './directory.ts';
import { channelBody, journalBody, openBody } from './event-body.ts';
import { handleChannelEvent } from './handle-channel-event.ts';
import { parkOrPostpone } from './park-or-postpone.ts';
import { ring } from './ring.ts';
import { saveTurn, type Turn } from './turn.ts';

const BATCH = 20;
/** A conversation that is flooded gives way to the others; the sweep rings for the rest. */
const MAX_BATCHES = 10;

/**
 * Handles the waiting events of a conversation, in the order they were committed, whatever the
 * number of workers: each batch is one transaction under the conversation's lock, and either
 * everything its events led to is written or nothing.
 */
export async function advanceConversation(deps: Deps, conversationId: string): Promise<void> {
  for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
    const { events, more } = await claimLaneEvents(deps.db, conversationId, BATCH);
    if (events.length === 0) return;
    deps.failpoint('advance:claimed');
    if (!(await handleBatch(deps, conversationId, events)) || !more) return;
  }
  ring(deps, [{ name: 'advance-conversation', conversationId }]);
}

/** False when the lane has to wait. A batch that fails is taken apart: its first event goes alone. */
async function handleBatch(
  deps: Deps,
  conversationId: string,
  rows: ClaimedEvent[],
): Promise<boolean> {
  const [head] = rows;
  if (!head) return false;
  try {
    await handleEvents(deps, conversationId, rows);
    return true;
  } catch (error) {
    if (rows.length > 1) return handleBatch(deps, conversationId, [head]);
    await parkOrPostpone(deps, head, error);
    return false;
  }
}

async function handleEvents(
  deps: Deps,
  conversationId: string,
  rows: ClaimedEvent[],
): Promise<void> {
  const snapshot = await deps.directory.read();
  const jobs = await deps.db.transaction((tx) =>
    runTurn({ deps, tx, snapshot }, conversationId, rows),
  );
  deps.failpoint('advance:committed');
  ring(deps, jobs);
}

async function runTurn(
  { deps, tx, snapshot }: { deps: Deps; tx: Transaction; snapshot: DirectorySnapshot },
  conversationId: string,
  rows: ClaimedEvent[],
): Promise<Job[]> {
  const locked = await lockConversation(tx, conversationId);
  const ready = await stillReady(
    tx,
    rows.map(({ id }) => id),
  );
  const waiting = rows.filter(({ id }) => ready.has(id));
  if (waiting.length === 0) return [];
  const { accountId, merchantId } = locked.conversation;
  const open = snapshot.channels.get(accountId);
  if (!open) throw new Error(`Channel account ${accountId} is not connected`);
  const turn: Turn = {
    deps,
    tx,
    open,
    provider: [...snapshot.providers.values()].find(
      ({ account }) => account.merchantId === merchantId && account.active,
    ),
    products: snapshot.products.get(merchantId) ?? [],
    ...locked,
    conversationChanges: {},
    contactChanges: {},
    evidence: '',
    jobs: [],
  };
  for (const row of waiting) {
    turn.evidence = `inbox:${row.id}`;
    await handleRow(turn, row);
  }
  await saveTurn(turn);
  await settleEvents(
    tx,
    waiting.map(({ id }) => ({ id, state: 'done', reason: null })),
  );
  deps.failpoint('advance:decided');
  return turn.jobs;
}

async function handleRow(turn: Turn, row: ClaimedEvent): Promise<void> {
  if (row.source === 'journal') {
    await handlePaymentNews(turn, row);
    return;
  }
  const body = openBody(turn.deps.sealer, row, channelBody);
  await handleChannelEvent(turn, body, row.seq);
}

/** Our journal has news about money: told once, whoever holds the conversation. */
async function handlePaymentNews(turn: Turn, row: ClaimedEvent): Promise<void> {
  const { orderId, outcome } = openBody(turn.deps.sealer, row, journalBody);
  const order = await findOrder(turn.tx, orderId);
  if (!order) throw new Error(`Order ${orderId} does not exist`);
  await advanceFlow(turn, { type: 'payment', outcome }, order, { effectKey: row.eventKey });
}
