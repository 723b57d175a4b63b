import { insertHistory } from './grow/insert-history.ts';
import { type IntakeFigures, measureIntake } from './intake/measure-intake.ts';
import { measurePaid, ordersNeeded, type PaidFigures } from './paid/measure-paid.ts';
import { insertConversations, insertOrders, type Spread } from './paid/prepare-orders.ts';
import { onServer } from './system/databases.ts';
import type { Stage } from './system/stage.ts';

/** What was measured on one backend; null where it was not asked for. */
export type BackendFigures = { paid: PaidFigures | null; intake: IntakeFigures | null };

/** Neighbours in time are strangers in the table: a prime, and no divisor of the numbers used. */
const GROWN_STRIDE = 7_919;

/** Measures with nothing stored but what the measurement needs. */
export async function runFresh(stage: Stage, perSecond: number): Promise<BackendFigures> {
  const { parts, persons } = stage.options;
  const figures: BackendFigures = { paid: null, intake: null };
  if (parts.has('paid')) {
    stage.say(' paid -> chat');
    const databaseUrl = await stage.databases.create('paid', stage.template);
    const orders = ordersNeeded(stage, perSecond);
    const spread = { conversations: orders, stride: 1 };
    await onServer(databaseUrl, async (client) => {
      await insertConversations(client, stage.shops, { from: 0, to: orders });
    });
    figures.paid = await payPrepared(stage, perSecond, { databaseUrl, spread });
  }
  if (parts.has('intake')) {
    stage.say(' intake');
    const databaseUrl = await stage.databases.create('intake', stage.template);
    figures.intake = await measureIntake(stage, { databaseUrl, persons });
  }
  return figures;
}

/** Measures the same in a database that has grown. */
export async function runGrown(stage: Stage, perSecond: number): Promise<BackendFigures> {
  const { parts, grown } = stage.options;
  stage.say(' growth');
  const databaseUrl = await stage.databases.create('grown', stage.template);
  await onServer(databaseUrl, (client) =>
    insertHistory(client, stage.shops, { ...grown, say: stage.say }),
  );
  const spread = { conversations: grown.conversations, stride: GROWN_STRIDE };
  const persons = grown.conversations;
  const paid = parts.has('paid')
    ? await payPrepared(stage, perSecond, { databaseUrl, spread })
    : null;
  const intake = parts.has('intake') ? await measureIntake(stage, { databaseUrl, persons }) : null;
  return { paid, intake };
}

async function payPrepared(
  stage: Stage,
  perSecond: number,
  { databaseUrl, spread }: { databaseUrl: string; spread: Spread },
): Promise<PaidFigures> {
  const numbers = { from: 0, to: ordersNeeded(stage, perSecond) };
  await onServer(databaseUrl, async (client) => {
    await insertOrders(client, stage.shops, { numbers, spread });
    await client.query('vacuum (analyze)');
    await client.query('checkpoint');
  });
  return measurePaid(stage, perSecond, { databaseUrl, numbers, spread });
}
