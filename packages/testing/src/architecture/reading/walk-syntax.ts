/** A node of SWC's syntax tree, looked at without its two hundred types. */
export type SyntaxNode = { readonly type: string } & Readonly<Record<string, unknown>>;

/** Calls `visit` for every node below `root`, parents first; `parents` ends with the nearest one. */
export function walkSyntax(
  root: unknown,
  visit: (node: SyntaxNode, parents: readonly SyntaxNode[]) => void,
): void {
  const parents: SyntaxNode[] = [];

  function walk(value: unknown): void {
    if (Array.isArray(value)) {
      for (const item of value) walk(item);
    } else if (isNode(value)) {
      visit(value, parents);
      parents.push(value);
      for (const child of Object.values(value)) walk(child);
      parents.pop();
    } else if (typeof value === 'object' && value !== null) {
      for (const child of Object.values(value)) walk(child);
    }
  }

  walk(root);
}

export function isNode(value: unknown): value is SyntaxNode {
  return (
    typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
  );
}

/** The node in a field, or null. */
export function child(node: unknown, field: string): SyntaxNode | null {
  if (typeof node !== 'object' || node === null) return null;
  const value = new Map(Object.entries(node)).get(field);
  return isNode(value) ? value : null;
}

/** The list in a field; empty where there is none. */
export function children(node: unknown, field: string): unknown[] {
  if (typeof node !== 'object' || node === null) return [];
  const value = new Map(Object.entries(node)).get(field);
  return Array.isArray(value) ? value : [];
}

/** The name of an identifier or the text of a string literal, or null. */
export function nameOf(node: SyntaxNode | null): string | null {
  if (node === null) return null;
  if (node.type === 'Computed') return nameOf(child(node, 'expression'));
  return typeof node.value === 'string' ? node.value : null;
}

/** `a.b.c` or `a.b().c` as ['a', 'b', 'c']; unnamed parts are empty. */
export function dottedName(node: SyntaxNode | null): string[] {
  if (node === null) return [''];
  if (node.type === 'MemberExpression') {
    return [...dottedName(child(node, 'object')), nameOf(child(node, 'property')) ?? ''];
  }
  if (node.type === 'CallExpression') return dottedName(child(node, 'callee'));
  return [node.type === 'Identifier' ? (nameOf(node) ?? '') : ''];
}
