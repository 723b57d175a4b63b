/**
 * The text in parts of at most `limit` bytes of UTF-8, cut between lines where possible, else
 * between words, else between graphemes. Nothing but white space is lost.
 */
export function splitText(text: string, limit: number): string[] {
  const parts: string[] = [];
  let part = '';
  for (const piece of pieces(text, limit)) {
    if (part !== '' && size(part + piece) > limit) {
      parts.push(part);
      part = '';
    }
    part += piece;
  }
  return [...parts, part].map((each) => each.trim()).filter((each) => each !== '');
}

/** The largest pieces that fit: lines, of long lines the words, of long words the graphemes. */
function pieces(text: string, limit: number): string[] {
  return text.split(/(?<=\n)/).flatMap((line) => {
    if (size(line) <= limit) return [line];
    return line.split(/(?<= )/).flatMap((word) => {
      if (size(word) <= limit) return [word];
      return [...new Intl.Segmenter().segment(word)].map(({ segment }) => segment);
    });
  });
}

function size(text: string): number {
  return Buffer.byteLength(text);
}
