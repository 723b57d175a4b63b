import type { Job } from '@chatpay/core';
import type { ClaimedEvent, ClaimedLane, OrderRecord, Transaction } from '@chatpay/db';
import { findOrders, lockConversations, settleEvents, stillReady } from '@chatpay/db';
import { advanceFlow } from './advance-flow.ts';
import type { Deps } from './deps.ts';
import type { DirectorySnapshot } from './directory.ts';
import { channelBody, type JournalBody, journalBody, openBody } from './event-body.ts';
import { handleChannelEvent } from './handle-channel-event.ts';
import { saveTurns, type Turn } from './turn.ts';

/**
 * Takes one turn in each conversation, all of them in one transaction: lock, leave out what was
 * handled meanwhile, handle each event in its order, write. Returns what is to be rung for.
 */
export async function takeTurns(deps: Deps, lanes: ClaimedLane[]): Promise<Job[]> {
  const snapshot = await deps.directory.read();
  return deps.db.transaction((tx) => run({ deps, tx, snapshot }, lanes));
}

type Scene = { deps: Deps; tx: Transaction; snapshot: DirectorySnapshot };

async function run(scene: Scene, lanes: ClaimedLane[]): Promise<Job[]> {
  const { deps, tx } = scene;
  const locked = await lockConversations(
    tx,
    lanes.map(({ laneId }) => laneId),
  );
  const claimed = lanes.flatMap(({ events }) => events);
  const ready = await stillReady(
    tx,
    claimed.map(({ id }) => id),
  );
  const news = openNews(deps, claimed);
  const orders = await findOrders(
    tx,
    [...news.values()].map(({ orderId }) => orderId),
  );
  const turns: Turn[] = [];
  for (const { laneId, events } of lanes) {
    const waiting = events.filter(({ id }) => ready.has(id));
    const found = locked.get(laneId);
    if (!found) throw new Error(`Conversation ${laneId} has no lane`);
    if (waiting.length === 0) continue;
    const turn = openTurn(scene, found);
    turns.push(turn);
    for (const event of waiting) {
      turn.evidence = `inbox:${event.id}`;
      const body = news.get(event.id);
      if (body) {
        const order = orders.get(body.orderId);
        await handleNews(turn, body, { order, effectKey: event.eventKey });
      } else {
        await handleChannelEvent(turn, openBody(deps.sealer, event, channelBody), event.seq);
      }
    }
  }
  await saveTurns(tx, turns);
  await settleEvents(
    tx,
    [...ready].map((id) => ({ id, state: 'done', reason: null })),
  );
  deps.failpoint('advance:decided');
  return turns.flatMap(({ jobs }) => jobs);
}

function openTurn({ deps, tx, snapshot }: Scene, locked: Pick<Turn, 'conversation' | 'contact'>) {
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
    isConversationChanged: false,
    contactChanges: {},
    unwritten: [],
    evidence: '',
    jobs: [],
  };
  return turn;
}

function openNews({ sealer }: Deps, claimed: ClaimedEvent[]): Map<string, JournalBody> {
  const news = claimed.filter(({ source }) => source === 'journal');
  return new Map(news.map((event) => [event.id, openBody(sealer, event, journalBody)]));
}

/** Our journal has news about money: told once, whoever holds the conversation. */
async function handleNews(
  turn: Turn,
  { orderId, outcome }: JournalBody,
  told: { order: OrderRecord | undefined; effectKey: string },
): Promise<void> {
  const { order, effectKey } = told;
  if (!order) throw new Error(`Order ${orderId} does not exist`);
  await advanceFlow(turn, { type: 'payment', outcome }, order, { effectKey });
}
