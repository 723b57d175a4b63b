import { parseSync } from '@swc/core';
import { isNode, type SyntaxNode, walkSyntax } from './walk-syntax.ts';

export type ParsedSource = {
  tree: SyntaxNode;
  /** First and last line of a node, counted from 1. */
  linesOf(node: unknown): { first: number; last: number };
  /** The source with every string, template and regular expression blanked out, line by line. */
  bareLines: string[];
};

/**
 * Parses TypeScript or JavaScript. TypeScript 7 has no stable compiler API in JavaScript, SWC has;
 * its spans count bytes from an arbitrary start and begin at the first token, not at the file
 * (https://github.com/swc-project/swc/issues/1366), hence the semicolon in front.
 */
export function parseSource(path: string, text: string): ParsedSource {
  const source = `;${text.replace(/^#!/, '//')}`;
  const tree = parseModule(path, source);
  const base = spanOf(tree)?.start ?? 0;
  const bytes = Buffer.from(source);
  const starts = lineStarts(bytes);

  return {
    tree,
    linesOf(node) {
      const span = spanOf(node) ?? { start: base, end: base };
      return { first: lineAt(starts, span.start - base), last: lineAt(starts, span.end - base) };
    },
    bareLines: blankLiterals(tree, bytes, base).split('\n'),
  };
}

function parseModule(path: string, source: string): SyntaxNode {
  const typescript = /\.tsx?$/.test(path);
  try {
    const tree: unknown = parseSync(source, {
      ...(typescript
        ? { syntax: 'typescript', tsx: path.endsWith('.tsx') }
        : { syntax: 'ecmascript', jsx: path.endsWith('.jsx') }),
      target: 'es2023',
    });
    if (isNode(tree)) return tree;
  } catch (cause) {
    throw new Error(`${path} cannot be parsed`, { cause });
  }
  throw new Error(`${path} has no syntax tree`);
}

function spanOf(node: unknown): { start: number; end: number } | null {
  if (typeof node !== 'object' || node === null || !('span' in node)) return null;
  const { span } = node;
  if (typeof span !== 'object' || span === null || !('start' in span) || !('end' in span)) {
    return null;
  }
  return { start: Number(span.start), end: Number(span.end) };
}

function lineStarts(bytes: Buffer): number[] {
  const starts = [0];
  for (const [place, byte] of bytes.entries()) if (byte === 0x0a) starts.push(place + 1);
  return starts;
}

/** How many lines start at or before this byte. */
function lineAt(starts: number[], byte: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= byte) low = middle + 1;
    else high = middle;
  }
  return low;
}

const LITERALS = new Set(['StringLiteral', 'TemplateElement', 'RegExpLiteral', 'JSXText']);

function blankLiterals(tree: SyntaxNode, bytes: Buffer, base: number): string {
  const bare = Buffer.from(bytes);
  walkSyntax(tree, (node) => {
    const span = LITERALS.has(node.type) ? spanOf(node) : null;
    if (span === null) return;
    for (let place = span.start - base; place < span.end - base; place += 1) {
      if (bare[place] !== 0x0a) bare[place] = 0x20;
    }
  });
  return bare.toString();
}
