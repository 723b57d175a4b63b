import type { Figure } from './figure.ts';

export type Section = { title: string; figures: Figure[] };

/** The report as plain text, its columns in line. */
export function renderReport(head: string[], sections: Section[]): string {
  const rows = sections.flatMap(({ figures }) => figures.map(toCells));
  const widths = [0, 1, 2].map((column) =>
    Math.max(0, ...rows.map((cells) => (cells[column] ?? '').length)),
  );
  const blocks = sections.map(({ title, figures }) =>
    [title, ...figures.map((each) => toLine(toCells(each), widths))].join('\n'),
  );
  return `${[head.join('\n'), ...blocks].join('\n\n')}\n`;
}

function toCells({ what, value, target }: Figure): string[] {
  return [what, value, target?.text ?? '', target?.verdict ?? ''];
}

/** Figures stand to the right of their column, so that their units meet. */
function toLine(cells: string[], widths: number[]): string {
  const [what = '', value = '', target = '', verdict = ''] = cells;
  const [whatWidth = 0, valueWidth = 0, targetWidth = 0] = widths;
  return `  ${what.padEnd(whatWidth)}  ${value.padStart(valueWidth)}  ${target.padEnd(targetWidth)}  ${verdict}`.trimEnd();
}
