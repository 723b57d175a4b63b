import type { ChannelCapabilities } from '@chatpay/core';

export type TextLimit = { limit: number; unit: ChannelCapabilities['textUnit'] };

const ELLIPSIS = '…';

/** Whether the text is within the limit, counted the channel's way. */
export function fits(text: string, { limit, unit }: TextLimit): boolean {
  return measure(text, unit) <= limit;
}

/** The text, or as many whole graphemes of it as fit together with an ellipsis. */
export function cutText(text: string, { limit, unit }: TextLimit): string {
  if (fits(text, { limit, unit })) return text;
  let room = limit - measure(ELLIPSIS, unit);
  if (room < 0) return '';
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    room -= measure(segment, unit);
    if (room < 0) break;
    kept += segment;
  }
  return kept.trimEnd() + ELLIPSIS;
}

/** The text with the address on a line of its own. What must give way is the text. */
export function textWithLink(text: string, url: string, { limit, unit }: TextLimit): string {
  if (text.includes(url) && fits(text, { limit, unit })) return text;
  const room = limit - measure(`\n${url}`, unit);
  if (room < measure(ELLIPSIS, unit)) return cutText(text, { limit, unit });
  return `${cutText(text, { limit: room, unit })}\n${url}`;
}

function measure(text: string, unit: TextLimit['unit']): number {
  return unit === 'byte' ? Buffer.byteLength(text) : text.length;
}
