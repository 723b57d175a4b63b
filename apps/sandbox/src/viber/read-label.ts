const ENTITIES: Record<string, string> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&#x27;': "'",
  '&nbsp;': ' ',
  '&amp;': '&',
};

/** A button's `Text` is a little HTML: what remains to read, and the colour of its font. */
export function readLabel(html: string): { label: string; color: string | null } {
  const color = /<font\s+color=["']?(#[0-9a-f]{6})["']?/i.exec(html)?.[1] ?? null;
  const label = html
    .replace(/<br\s*\/?>/gi, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:lt|gt|quot|#39|#x27|nbsp|amp);/g, (entity) => ENTITIES[entity] ?? entity)
    .trim();
  return { label, color };
}
