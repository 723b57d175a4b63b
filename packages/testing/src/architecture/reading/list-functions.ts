import type { FunctionFact } from '../model.ts';
import type { ParsedSource } from './parse-source.ts';
import { child, children, dottedName, nameOf, type SyntaxNode, walkSyntax } from './walk-syntax.ts';

/** Every function with a body, except the callbacks of `describe`, which only group tests. */
export function listFunctions({ tree, linesOf }: ParsedSource): FunctionFact[] {
  const functions: FunctionFact[] = [];
  walkSyntax(tree, (node, parents) => {
    const shape = shapeOf(node);
    if (shape === null || isGroupOfTests(parents)) return;
    const { first, last } = linesOf(node);
    functions.push({
      name: functionName(node, parents.at(-1) ?? null),
      line: first,
      lines: last - first + 1,
      parameters: countPositional(children(shape, 'params')),
    });
  });
  return functions;
}

/** The part of a node that holds parameters and body, or null where it is no function. */
function shapeOf(node: SyntaxNode): unknown {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'MethodProperty':
    case 'Constructor':
      return node;
    case 'ClassMethod':
    case 'PrivateMethod':
      return node.function;
    default:
      return null;
  }
}

function isGroupOfTests(parents: readonly SyntaxNode[]): boolean {
  const parent = parents.at(-1) ?? null;
  return parent?.type === 'CallExpression' && dottedName(parent)[0] === 'describe';
}

function functionName(node: SyntaxNode, parent: SyntaxNode | null): string | null {
  const own = nameOf(child(node, 'identifier')) ?? nameOf(child(node, 'key'));
  const given = nameOf(child(parent, 'id')) ?? nameOf(child(parent, 'key'));
  return own ?? given;
}

function countPositional(params: unknown[]): number {
  const patterns = params.map((param) => child(param, 'pat') ?? child(param, 'param') ?? param);
  const positional = patterns.filter((pattern) => nameOf(patternName(pattern)) !== 'this');
  return positional.length - (isOptions(positional.at(-1)) ? 1 : 0);
}

function patternName(pattern: unknown): SyntaxNode | null {
  return child({ pattern }, 'pattern');
}

/** `{ a, b }`, `{ a } = {}` or `options = {}`. */
function isOptions(pattern: unknown): boolean {
  const node = patternName(pattern);
  if (node?.type === 'ObjectPattern') return true;
  if (node?.type !== 'AssignmentPattern') return false;
  const fallback = child(node, 'right');
  return (
    child(node, 'left')?.type === 'ObjectPattern' ||
    (fallback?.type === 'ObjectExpression' && children(fallback, 'properties').length === 0)
  );
}
