import type { ReceivedEvent } from '@chatpay/core';
import { eventKey, fingerprint } from '../event-key.ts';
import type { GraphItem } from '../meta/envelope.ts';
import { COMMON_READERS } from '../meta/readers.ts';
import { type Reader, translateItem } from '../meta/translate.ts';
import { readInstant } from '../read-instant.ts';
import { messengerDelivery, messengerRead } from './wire.ts';

const READERS = new Map<string, Reader>([
  ...COMMON_READERS,
  ['delivery', readDelivery],
  ['read', readRead],
]);

/**
 * One item of a Messenger delivery as our event. The metadata of an echo is our correlation value
 * only when our own app sent the message: other apps use the same field for theirs.
 */
export function toInbound(item: GraphItem, appId: string): ReceivedEvent | null {
  const received = translateItem(item, READERS);
  if (received?.event.type !== 'echo') return received;
  const { event } = received;
  const isOurs = event.appId === null || event.appId === appId;
  return isOurs ? received : { ...received, event: { ...event, correlation: null } };
}

function readDelivery(...[value, { person }]: Parameters<Reader>): ReturnType<Reader> {
  const parsed = messengerDelivery.safeParse(value);
  if (!parsed.success) return null;
  const { mids: messageIds } = parsed.data;
  const watermark = readInstant(parsed.data.watermark)?.toISOString() ?? null;
  if (watermark === null && messageIds.length === 0) return null;
  return {
    key: eventKey('receipt', ['delivered', person, fingerprint([watermark, messageIds])]),
    event: { type: 'receipt', status: 'delivered', messageIds, watermark, reason: null },
  };
}

function readRead(...[value, { person }]: Parameters<Reader>): ReturnType<Reader> {
  const parsed = messengerRead.safeParse(value);
  const watermark = readInstant(parsed.data?.watermark)?.toISOString();
  if (watermark === undefined) return null;
  return {
    key: eventKey('receipt', ['seen', person, watermark]),
    event: { type: 'receipt', status: 'seen', messageIds: [], watermark, reason: null },
  };
}
