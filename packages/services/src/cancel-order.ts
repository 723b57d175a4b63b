import type { OrderRecord, Transaction } from '@chatpay/db';
import { findOrder, saveRequest } from '@chatpay/db';
import { decideCancellation } from '@chatpay/payments/machine';
import { lockPayment } from './payment-view.ts';
import type { Turn } from './turn.ts';
import { writeDecision } from './write-decisions.ts';

/**
 * Calls an unpaid order off at the customer's word. While a payment is in flight the link only
 * stops being offered: it ends when the provider has said how that payment ended (transition R4).
 */
export async function cancelOrder(turn: Turn, record: OrderRecord): Promise<OrderRecord> {
  const { tx, deps, open } = turn;
  const payment = await lockPayment(tx, record.request.id, open.merchant.settings);
  const closing = decideCancellation(payment.view);
  if (closing.kind === 'nothing') return record;
  if (closing.kind === 'wait') {
    await saveRequest(tx, record.request.id, { expiresNow: true });
    return record;
  }
  await writeDecision(tx, deps.sealer, {
    payment,
    /** The flow that asked for it answers itself. */
    decision: { ...closing.decision, outcome: null },
    basis: { actor: 'customer', evidence: turn.evidence, amount: null },
  });
  return (await reload(tx, record)) ?? record;
}

function reload(tx: Transaction, { order }: OrderRecord): Promise<OrderRecord | undefined> {
  return findOrder(tx, order.id);
}
