import { channelEvent, type PaymentOutcome, paymentEvent, personProfile } from '@chatpay/core';
import type { InboxRow, Sealer } from '@chatpay/db';
import { z } from 'zod';

/** What an inbox row of a chat holds. `cardNumber`: a card number was masked out of the text. */
export const channelBody = z.strictObject({
  event: channelEvent,
  profile: personProfile.nullable(),
  occurredAt: z.iso.datetime(),
  cardNumber: z.boolean(),
});
export type ChannelBody = z.infer<typeof channelBody>;

/** What an inbox row of a provider holds: what it means, and the bytes it came as. */
export const paymentBody = z.strictObject({ event: paymentEvent, raw: z.string() });
export type PaymentBody = z.infer<typeof paymentBody>;

const outcomes = [
  'paid',
  'declined',
  'failed',
  'expired',
  'review',
  'duplicate',
  'cancelled',
] as const satisfies PaymentOutcome[];

/** What our journal tells a conversation. */
export const journalBody = z.strictObject({
  requestId: z.uuid(),
  orderId: z.uuid(),
  outcome: z.enum(outcomes),
});
export type JournalBody = z.infer<typeof journalBody>;

/** Sealed bodies are bound to the account they came to. */
export function sealBody(
  sealer: Sealer,
  accountId: string,
  body: ChannelBody | PaymentBody | JournalBody,
): Buffer {
  return sealer.seal(JSON.stringify(body), `inbox:${accountId}`);
}

/** Throws when the row has no body, cannot be opened or does not hold what `shape` says. */
export function openBody<T>(
  sealer: Sealer,
  row: Pick<InboxRow, 'id' | 'accountId' | 'body'>,
  shape: z.ZodType<T>,
): T {
  if (!row.body) throw new Error(`Inbox row ${row.id} has no body`);
  const plain = sealer.open(row.body, `inbox:${row.accountId}`);
  return shape.parse(JSON.parse(plain.toString()));
}
