import type { BookSession, Books } from '../stage/sandbox-control.ts';
import { groupBy } from './group-by.ts';
import type { Memory } from './read-memory.ts';

/**
 * Every payment the sandbox took has exactly one capture, orders are paid exactly where a session
 * was paid with the right sum, and each paid order is paid once. `held` names orders (by number)
 * whose money arrived right but has to wait for a person.
 */
export function checkMoney(memory: Memory, { sessions }: Books, held: readonly string[]): string[] {
  const taken = sessions.filter(({ transactionId }) => transactionId !== null);
  const byTransaction = groupBy(memory.captures, ({ transactionId }) => transactionId);
  const uncaptured = taken
    .filter(({ transactionId }) => byTransaction.get(transactionId ?? '')?.length !== 1)
    .map(({ id, transactionId }) => `session ${id}: not one capture of ${transactionId}`);
  const invented = memory.captures
    .filter((capture) => !taken.some((session) => session.transactionId === capture.transactionId))
    .map(({ transactionId }) => `capture ${transactionId}: the provider knows no such payment`);
  const orders = memory.orders.flatMap((order) => checkOrder(memory, order, { taken, held }));
  return [...uncaptured, ...invented, ...orders];
}

type Order = Memory['orders'][number];

function checkOrder(
  memory: Memory,
  order: Order,
  { taken, held }: { taken: BookSession[]; held: readonly string[] },
): string[] {
  const requests = memory.requests.filter(({ orderId }) => orderId === order.id);
  const ids = new Set(requests.map(({ id }) => id));
  const exact = taken.filter(
    (session) =>
      ids.has(String(session.metadata.requestId)) &&
      session.status === 'succeeded' &&
      session.amountMinor === session.asked.amountMinor &&
      session.currency === session.asked.currency,
  );
  const shouldBePaid = exact.length > 0 && !held.includes(order.number);
  const won = memory.captures.filter(
    ({ requestId, outcome }) => ids.has(requestId) && outcome === 'won',
  );
  const paid = requests.filter(({ status }) => status === 'paid');
  const counts: [string, number, number][] = [
    ['status paid', Number(order.status === 'paid'), Number(shouldBePaid)],
    ['paid requests', paid.length, Number(shouldBePaid)],
    ['winning captures', won.length, Number(shouldBePaid)],
  ];
  return counts
    .filter(([, found, due]) => found !== due)
    .map(([what, found, due]) => `order ${order.number}: ${what} is ${found}, should be ${due}`);
}
