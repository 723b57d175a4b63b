import type { Job } from '@chatpay/core';
import type { ClaimedLane } from '@chatpay/db';
import { claimLanes } from '@chatpay/db';
import type { Deps } from './deps.ts';
import { parkOrPostpone } from './park-or-postpone.ts';
import { ring } from './ring.ts';
import { takeTurns } from './take-turns.ts';

const BATCH = 20;
/** A conversation that is flooded gives way to the others. */
const MAX_BATCHES = 10;

/**
 * Handles the waiting events of conversations, each in the order they were committed, whatever the
 * number of workers: a batch is one transaction under the conversation's lock, and either
 * everything its events led to is written or nothing.
 */
export async function advanceConversations(deps: Deps, conversationIds: string[]): Promise<void> {
  let waiting = [...new Set(conversationIds)];
  for (let batch = 0; batch < MAX_BATCHES && waiting.length > 0; batch += 1) {
    const lanes = await claimLanes(deps.db, waiting, BATCH);
    if (lanes.length > 0) deps.failpoint('advance:claimed');
    const handled = await Promise.all(toGroups(lanes).map((group) => handleGroup(deps, group)));
    waiting = handled.flat();
  }
  ring(deps, waiting.map(toJob));
}

/**
 * News from our own journal reaches many conversations in one transaction. What customers say may
 * lead to locks on payments and orders, so there every conversation has a transaction of its own.
 */
function toGroups(lanes: ClaimedLane[]): ClaimedLane[][] {
  const news = lanes.filter(isNews);
  const talks = lanes.filter((lane) => !isNews(lane)).map((lane) => [lane]);
  return news.length > 0 ? [news, ...talks] : talks;
}

function isNews({ events }: ClaimedLane): boolean {
  return events.every(({ source }) => source === 'journal');
}

/**
 * Returns the conversations in which more is waiting. A group that fails is taken apart: each
 * conversation goes alone, then its first event; a lane whose first event fails has to wait.
 */
async function handleGroup(deps: Deps, group: ClaimedLane[]): Promise<string[]> {
  try {
    const jobs = await takeTurns(deps, group);
    deps.failpoint('advance:committed');
    ring(deps, jobs);
    return group.filter(({ more }) => more).map(({ laneId }) => laneId);
  } catch (error) {
    const smaller = takeApart(group);
    if (smaller.length > 0) {
      const handled: string[] = [];
      for (const lane of smaller) handled.push(...(await handleGroup(deps, [lane])));
      return handled;
    }
    for (const { events } of group) {
      for (const event of events) await parkOrPostpone(deps, event, error);
    }
    return [];
  }
}

/** Empty when there is nothing smaller than one event of one conversation. */
function takeApart(group: ClaimedLane[]): ClaimedLane[] {
  if (group.length > 1) return group;
  return group
    .filter(({ events }) => events.length > 1)
    .map((lane) => ({ ...lane, events: lane.events.slice(0, 1), more: true }));
}

function toJob(conversationId: string): Job {
  return { name: 'advance-conversation', conversationId };
}
