const ELLIPSIS = '…';

/** The text, or as many whole graphemes as fit with an ellipsis into `limit` UTF-16 units. */
export function cutLabel(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (kept.length + segment.length + ELLIPSIS.length > limit) break;
    kept += segment;
  }
  return kept.trimEnd() + ELLIPSIS;
}
