import type { UseFact, UseKind } from '../model.ts';
import type { ParsedSource } from './parse-source.ts';
import {
  child,
  children,
  dottedName,
  isNode,
  nameOf,
  type SyntaxNode,
  walkSyntax,
} from './walk-syntax.ts';

/** Constructs that some rule forbids somewhere; which and where, the rules say. */
export function listUses({ tree, linesOf, bareLines }: ParsedSource): UseFact[] {
  const uses: UseFact[] = [];
  walkSyntax(tree, (node) => {
    const use = DETECTORS[node.type]?.(node) ?? null;
    if (use !== null) uses.push({ ...use, line: linesOf(node).first });
  });
  for (const [place, line] of bareLines.entries()) {
    for (const [kind, mark] of MARKS) {
      const found = mark.exec(line)?.[0];
      if (found !== undefined) uses.push({ kind, text: found, line: place + 1 });
    }
  }
  return uses;
}

type Use = { kind: UseKind; text: string };

const MARKS: [UseKind, RegExp][] = [
  ['suppressed type error', /@ts-(ignore|nocheck)\b/],
  ['unfinished work', /\b(TODO|FIXME|XXX|HACK)\b/],
];

const SUITES = new Set(['describe', 'test', 'it']);
const SWITCHES = new Set(['skip', 'only', 'todo', 'failing']);
const SWITCHED_NAMES = new Set(['xdescribe', 'xtest', 'xit', 'fdescribe', 'fit']);
const CHANCE = new Set(['Date.now', 'Math.random', 'performance.now', 'process.hrtime']);
const CHANCE_CALLS = new Set([
  'newId',
  'newToken',
  'randomBytes',
  'randomInt',
  'randomUUID',
  'setImmediate',
  'setInterval',
  'setTimeout',
]);

const DETECTORS: Record<string, (node: SyntaxNode) => Use | null> = {
  TsKeywordType: (node) => (node.kind === 'any' ? { kind: 'any', text: 'any' } : null),
  TsNonNullExpression: () => ({ kind: 'non-null assertion', text: '!' }),
  TsAsExpression: (node) =>
    castsToUnknown(child(node, 'expression'))
      ? { kind: 'double cast', text: 'as unknown as' }
      : null,
  ClassProperty: definiteUse,
  VariableDeclarator: (node) => definiteUse(child(node, 'id')) ?? definiteUse(node) ?? taken(node),
  ImportDeclaration: importedEnvironment,
  MemberExpression: memberUse,
  NewExpression: newUse,
  CallExpression: callUse,
};

function castsToUnknown(node: SyntaxNode | null): boolean {
  if (node?.type === 'ParenthesisExpression') return castsToUnknown(child(node, 'expression'));
  return node?.type === 'TsAsExpression' && child(node, 'typeAnnotation')?.kind === 'unknown';
}

function definiteUse(node: SyntaxNode | null): Use | null {
  return node?.definite === true ? { kind: 'non-null assertion', text: '!:' } : null;
}

/** `const { env } = process`. */
function taken(node: SyntaxNode): Use | null {
  const names = children(child(node, 'id'), 'properties').map((property) =>
    nameOf(child(property, 'key')),
  );
  const fromProcess = dottedName(child(node, 'init'))[0] === 'process';
  return fromProcess && names.includes('env') ? { kind: 'environment', text: '{ env }' } : null;
}

/** `import { env } from 'node:process'`. */
function importedEnvironment(node: SyntaxNode): Use | null {
  if (!/^(node:)?process$/.test(nameOf(child(node, 'source')) ?? '')) return null;
  const names = children(node, 'specifiers')
    .filter(isNode)
    .map((specifier) => nameOf(child(specifier, 'imported') ?? child(specifier, 'local')));
  return names.includes('env') ? { kind: 'environment', text: 'import { env }' } : null;
}

function memberUse(node: SyntaxNode): Use | null {
  const parts = dottedName(node);
  const text = parts.join('.');
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  if (text === 'process.env') return { kind: 'environment', text };
  if (SUITES.has(first) && SWITCHES.has(last)) return { kind: 'switched-off test', text };
  return CHANCE.has(text) ? { kind: 'clock or chance', text } : null;
}

function newUse(node: SyntaxNode): Use | null {
  const isNow =
    nameOf(child(node, 'callee')) === 'Date' && children(node, 'arguments').length === 0;
  return isNow ? { kind: 'clock or chance', text: 'new Date()' } : null;
}

function callUse(node: SyntaxNode): Use | null {
  const callee = child(node, 'callee');
  const name = nameOf(callee?.type === 'Identifier' ? callee : null) ?? '';
  if (SWITCHED_NAMES.has(name)) return { kind: 'switched-off test', text: name };
  if (CHANCE_CALLS.has(name)) return { kind: 'clock or chance', text: `${name}()` };
  if (name === 'fetch') return { kind: 'network', text: 'fetch()' };
  if (callee?.type === 'MemberExpression' && nameOf(child(callee, 'property')) === 'transaction') {
    return { kind: 'transaction', text: '.transaction()' };
  }
  return null;
}
