import type { ReceivedEvent } from '@chatpay/core';
import { eventKey } from '../event-key.ts';
import type { GraphItem } from '../meta/envelope.ts';
import { COMMON_READERS } from '../meta/readers.ts';
import { type Reader, translateItem } from '../meta/translate.ts';
import { instagramRead } from './wire.ts';

const READERS = new Map<string, Reader>([...COMMON_READERS, ['read', readRead]]);

/** One item of an Instagram delivery as our event. */
export function toInbound(item: GraphItem): ReceivedEvent | null {
  return translateItem(item, READERS);
}

function readRead(...[value, { person }]: Parameters<Reader>): ReturnType<Reader> {
  const parsed = instagramRead.safeParse(value);
  if (!parsed.success) return null;
  const { mid } = parsed.data;
  return {
    key: eventKey('receipt', ['seen', person, mid]),
    event: { type: 'receipt', status: 'seen', messageIds: [mid], watermark: null, reason: null },
  };
}
