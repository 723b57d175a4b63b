/**
 * A text as it is compared: lower case, no accents, no punctuation, single spaces. Armenian marks
 * such as ՞ stand inside words and vanish without a gap; և and եւ are the same.
 */
export function plainText(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}՛՜՞՚ʼ'’]/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
