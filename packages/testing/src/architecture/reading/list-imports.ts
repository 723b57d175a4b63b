import type { ImportFact } from '../model.ts';
import type { ParsedSource } from './parse-source.ts';
import { child, children, nameOf, type SyntaxNode, walkSyntax } from './walk-syntax.ts';

/** Every way one file can name another, type imports included. Computed names cannot be followed. */
export function listImports({ tree, linesOf }: ParsedSource): ImportFact[] {
  const imports: ImportFact[] = [];
  walkSyntax(tree, (node) => {
    const specifier = specifierOf(node);
    if (specifier !== null) {
      imports.push({ specifier, typeOnly: isTypeOnly(node), line: linesOf(node).first });
    }
  });
  return imports;
}

function specifierOf(node: SyntaxNode): string | null {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
      return nameOf(child(node, 'source'));
    case 'TsImportType':
      return nameOf(child(node, 'argument'));
    case 'TsExternalModuleReference':
      return nameOf(child(node, 'expression'));
    case 'CallExpression':
      return isLoading(node) ? nameOf(child(children(node, 'arguments')[0], 'expression')) : null;
    default:
      return null;
  }
}

function isLoading(call: SyntaxNode): boolean {
  const callee = child(call, 'callee');
  return callee?.type === 'Import' || (callee?.type === 'Identifier' && callee.value === 'require');
}

function isTypeOnly(node: SyntaxNode): boolean {
  if (node.type === 'TsImportType' || node.typeOnly === true) return true;
  const specifiers = children(node, 'specifiers');
  return (
    specifiers.length > 0 &&
    specifiers.every(
      (specifier) =>
        typeof specifier === 'object' &&
        specifier !== null &&
        'isTypeOnly' in specifier &&
        specifier.isTypeOnly === true,
    )
  );
}
