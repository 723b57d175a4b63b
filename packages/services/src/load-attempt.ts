import type { Attempt } from '@chatpay/core';
import type { AttemptRow, Executor } from '@chatpay/db';
import { findRequestContact } from '@chatpay/db';

/** What a call to a provider must know of a stored attempt. */
export type CallableAttempt = Pick<AttemptRow, 'id' | 'number' | 'requestId' | 'providerRef'>;

/** An attempt as a provider has to see it. Addresses come from settings, never from a request. */
export async function loadAttempt(
  db: Executor,
  row: CallableAttempt,
  publicUrl: string,
): Promise<Attempt> {
  const found = await findRequestContact(db, row.requestId);
  if (!found) throw new Error(`Payment request ${row.requestId} does not exist`);
  const { request, order, contact, conversation } = found;
  return {
    id: row.id,
    number: row.number,
    requestId: request.id,
    orderNumber: order.number,
    amount: { minor: request.amountMinor, currency: request.currency },
    description: `№ ${order.number}`,
    returnUrl: `${publicUrl}/pay/${request.token}/return`,
    language: conversation.language ?? 'hy',
    customer: { name: contact.name, phone: order.phone },
    providerRef: row.providerRef,
  };
}
