import type { Attachment, ChannelEvent } from '@chatpay/core';
import { payloadOf } from './action-body.ts';
import { type ViberCallback, type ViberMessage, viberMessage } from './wire.ts';

const ATTACHMENT_KINDS = new Map<string, Attachment['kind']>([
  ['picture', 'image'],
  ['video', 'video'],
  ['file', 'file'],
  ['sticker', 'sticker'],
  ['location', 'location'],
  ['url', 'link'],
]);

/** What came under `message`: words, a tap, a shared phone, media. */
export function toMessageEvent(callback: ViberCallback, messageId: string): ChannelEvent {
  const parsed = viberMessage.safeParse(callback.message);
  if (!parsed.success) return { type: 'unsupported', kind: 'message', messageId };
  const message = parsed.data;
  const text = wordsOf(message);
  if (callback.silent === true && isWebAddress(text)) {
    return { type: 'unsupported', kind: 'link-echo', messageId };
  }
  const payload = message.type === 'text' && text !== null ? payloadOf(text) : null;
  const phone = message.type === 'contact' ? message.contact?.phone_number || null : null;
  const attachments = attachmentsOf(message, phone);
  if (text === null && phone === null && attachments.length === 0) {
    return { type: 'unsupported', kind: 'message', messageId };
  }
  const words = payload === null ? text : null;
  return { type: 'message', messageId, text: words, payload, phone, attachments, referral: null };
}

/** A shared page is its address: that is what the customer sees in the chat. */
function wordsOf({ type, text, media }: ViberMessage): string | null {
  return (type === 'url' ? (media ?? text) : text) || null;
}

/**
 * A tap on an open-url button also sends its address as a message, and `silent` tells it from an
 * address that somebody typed. https://developers.viber.com/docs/tools/keyboards/
 */
function isWebAddress(text: string | null): boolean {
  return text !== null && /^https?:\/\/\S+$/i.test(text);
}

/** A contact without a number is what share-phone yields on a desktop: a tap that shared nothing. */
function attachmentsOf({ type, media }: ViberMessage, phone: string | null): Attachment[] {
  if (type === 'text') return [];
  if (type === 'contact') return phone === null ? [{ kind: 'contact', url: null }] : [];
  return [{ kind: ATTACHMENT_KINDS.get(type) ?? 'other', url: media || null }];
}
