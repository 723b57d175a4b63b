import { createHash } from 'node:crypto';
import type { PaymentEvent, ProviderReceipt, RawRequest } from '@chatpay/core';
import type { VposProfile } from './profile.ts';
import { readExact } from './read-exact.ts';
import { fromWireSum } from './sum.ts';
import { at, readEnvelope, type VposSession } from './wire.ts';

/** A verified webhook as a fact about money. What we cannot read or do not know is `ignored`. */
export function toReceipt(request: RawRequest, profile: VposProfile): ProviderReceipt {
  const parsed = readExact(request.body);
  const key = keyOf(request, parsed, profile);
  const envelope = readEnvelope(parsed, profile);
  if (!envelope) return { kind: 'ignored', key, reason: 'no event type' };
  if (!profile.eventTypes.includes(envelope.type)) {
    return { kind: 'ignored', key, reason: 'unknown event type' };
  }
  const { session, timestamp } = envelope;
  if (!session) return { kind: 'ignored', key, reason: 'no session' };
  const occurredAt = timestamp ?? request.receivedAt;
  const event = toEvent(session, profile, { source: 'webhook', occurredAt });
  return event ? { kind: 'event', key, event } : { kind: 'ignored', key, reason: 'unknown status' };
}

/** What a session says, or null when its status is a word we do not know. */
export function toEvent(
  session: VposSession,
  profile: VposProfile,
  { source, occurredAt }: { source: PaymentEvent['source']; occurredAt: Date },
): PaymentEvent | null {
  const kind = toKind(session.status, profile);
  if (!kind) return null;
  return {
    kind,
    source,
    providerRef: session.id,
    attemptId: session.attemptId,
    orderReference: session.merchantOrderId,
    transactionId: session.transactionId,
    amount: fromWireSum(session.amount, session.currency, profile.minorUnitExponent),
    amountText: `${session.amount ?? '(no amount)'} ${session.currency ?? '(no currency)'}`,
    reason: session.failureReason,
    occurredAt: occurredAt.toISOString(),
  };
}

function toKind(status: string, { statuses }: VposProfile): PaymentEvent['kind'] | null {
  const kinds = ['pending', 'succeeded', 'failed', 'expired', 'voided'] as const;
  return kinds.find((kind) => statuses[kind].includes(status)) ?? null;
}

function keyOf({ headers, body }: RawRequest, parsed: unknown, profile: VposProfile): string {
  const id = idOf(headers, parsed, profile);
  if (typeof id === 'string' && /^[\x21-\x7e]{1,255}$/.test(id)) return id;
  return `sha256:${createHash('sha256').update(body).digest('hex')}`;
}

function idOf(headers: RawRequest['headers'], parsed: unknown, profile: VposProfile): unknown {
  const { eventId, signature } = profile;
  switch (eventId?.from) {
    case 'header':
      return headers[eventId.name];
    case 'body':
      return at(parsed, eventId.path);
    case 'bytes':
      return undefined;
    case undefined:
      return signature.recipe === 't-v1' ? headers['vpos-event-id'] : headers[signature.idHeader];
  }
}
