import { setTimeout as pause } from 'node:timers/promises';
import { openConnections } from '../load/connections.ts';
import { type Summary, summarize } from '../load/percentile.ts';
import { type OpenLoopRun, runOpenLoop } from '../load/run-open-loop.ts';
import { onServer } from '../system/databases.ts';
import { type Stage, startOn } from '../system/stage.ts';
import { cpuSeconds, watchMemory } from '../system/watch-process.ts';
import { paymentWebhook } from './payment-webhook.ts';
import { conversationOf, type Numbers, type Spread } from './prepare-orders.ts';
import type { Heard } from './start-graph-api.ts';

export type PaidFigures = {
  perSecond: number;
  /** From the moment a webhook was due to the first call that tells the customer. */
  told: Summary;
  /** Of the webhook alone: from when it was due to its 200. */
  answered: Summary;
  /** How late the generator itself sent. */
  lateness: Summary;
  untold: number;
  failures: number;
  gateway: { mb: number; cpuMsEach: number };
  worker: { mb: number; cpuMsEach: number };
};

const CONNECTIONS = 64;
/** After that a customer counts as not told. */
const PATIENCE_MS = 60_000;

/** The orders that are paid in one run, and where they are. */
export type PreparedOrders = { databaseUrl: string; numbers: Numbers; spread: Spread };

/** How many orders one run at this rate needs. */
export function ordersNeeded({ options }: Pick<Stage, 'options'>, perSecond: number): number {
  return Math.floor((options.paid.warmUpSeconds + options.paid.seconds) * perSecond);
}

/**
 * Verified payment webhook -> channel API called, with one gateway and one worker. Throws when the
 * database and the customers' phones contradict each other.
 */
export async function measurePaid(
  stage: Stage,
  perSecond: number,
  orders: PreparedOrders,
): Promise<PaidFigures> {
  const gateway = await startOn(stage, orders.databaseUrl, { name: 'gateway' });
  const worker = await startOn(stage, orders.databaseUrl, { name: 'worker' });
  const connections = openConnections({ port: gateway.port, count: CONNECTIONS });
  try {
    const programs = [gateway, worker].map(({ pid }) => ({
      memory: watchMemory(pid),
      cpuBefore: cpuSeconds(pid),
      pid,
    }));
    const heard = stage.graph.listen();
    const run = await runOpenLoop({
      connections,
      perSecond,
      ...stage.options.paid,
      requestFor: (index) => webhookFor(stage, orders, index),
    });
    await untilTold(heard, orders);
    const [ofGateway, ofWorker] = programs.map(({ memory, cpuBefore, pid }) => ({
      mb: memory.stop(),
      cpuMsEach: ((cpuSeconds(pid) - cpuBefore) * 1000) / run.measured.to,
    }));
    if (!ofGateway || !ofWorker) throw new Error('The programs were not watched');
    await checkBooks(orders, heard);
    return { perSecond, ...timesOf(run, heard, orders), gateway: ofGateway, worker: ofWorker };
  } finally {
    connections.close();
    await Promise.all([gateway.stop(), worker.stop()]);
    await stage.redis?.queue.empty();
  }
}

function webhookFor(stage: Stage, { numbers, spread }: PreparedOrders, index: number): Buffer {
  const order = numbers.from + index;
  const shop = stage.shops[conversationOf(order, spread) % stage.shops.length];
  if (!shop) throw new Error('The bench has no shop');
  return paymentWebhook({ shop, order });
}

async function untilTold(heard: Heard, { numbers }: PreparedOrders): Promise<void> {
  const givesUpAt = performance.now() + PATIENCE_MS;
  const all = numbers.to - numbers.from;
  while (heard.firstMs.size < all && performance.now() < givesUpAt) await pause(20);
}

function timesOf(run: OpenLoopRun, heard: Heard, { numbers, spread }: PreparedOrders) {
  const toldMs: number[] = [];
  for (let index = run.measured.from; index < run.measured.to; index += 1) {
    const conversation = conversationOf(numbers.from + index, spread);
    const at = heard.firstMs.get(conversation) ?? Number.POSITIVE_INFINITY;
    toldMs.push(at - run.dueAtMs(index));
  }
  return {
    told: summarize(toldMs),
    answered: summarize(run.latenciesMs),
    lateness: summarize(run.latenessMs),
    untold: toldMs.filter((each) => !Number.isFinite(each)).length,
    failures: run.failures,
  };
}

/** Speed without truth is worth nothing: who is told has paid, once, and is told once. */
async function checkBooks({ databaseUrl, numbers }: PreparedOrders, heard: Heard): Promise<void> {
  const told = heard.firstMs.size;
  const messages = heard.messages();
  const range = [numbers.from, numbers.to - 1];
  const { rows } = await onServer(databaseUrl, (client) =>
    client.query<{ paid: number; captures: number }>(
      `select count(*)::int as paid,
         (select count(*)::int from capture where transaction_id like 'tx_bench_%'
           and substr(transaction_id, 10)::bigint between $1 and $2) as captures
       from "order" where status = 'paid' and substr(number, 2)::bigint between $1 and $2`,
      range,
    ),
  );
  const { paid, captures } = rows[0] ?? { paid: Number.NaN, captures: Number.NaN };
  if (captures === paid && told <= paid && messages === told) return;
  throw new Error(
    `${paid} orders are paid by ${captures} captures; ${told} persons were told in ${messages} messages`,
  );
}
