import type { Attachment } from '@chatpay/core';
import { graphAttachment } from './wire.ts';

const KINDS = new Map<string, Attachment['kind']>([
  ['image', 'image'],
  ['video', 'video'],
  ['audio', 'audio'],
  ['file', 'file'],
  ['sticker', 'sticker'],
  ['like_heart', 'sticker'],
  ['location', 'location'],
  ['fallback', 'link'],
  ['share', 'share'],
  ['post', 'share'],
  ['ig_post', 'share'],
  ['reel', 'share'],
  ['ig_reel', 'share'],
  ['story', 'share'],
  ['ig_story', 'share'],
  ['story_mention', 'share'],
  ['template', 'share'],
]);

/** What came with a message. Types we do not know are `other`; their number is kept. */
export function toAttachments(raw: unknown[]): Attachment[] {
  return raw.map((item) => {
    const attachment = graphAttachment.safeParse(item);
    if (!attachment.success) return { kind: 'other', url: null };
    const { type, url, payload } = attachment.data;
    // Until August 2026 a sticker came as an image: it is no picture of a receipt.
    const isSticker = type === 'image' && payload?.sticker_id != null;
    const kind = isSticker ? 'sticker' : (KINDS.get(type ?? '') ?? 'other');
    return { kind, url: payload?.url || url || null };
  });
}
