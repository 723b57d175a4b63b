import type { InterfaceFact } from '../model.ts';
import type { ParsedSource } from './parse-source.ts';
import { child, children, isNode, nameOf, walkSyntax } from './walk-syntax.ts';

export function listInterfaces({ tree, linesOf }: ParsedSource): InterfaceFact[] {
  const interfaces: InterfaceFact[] = [];
  walkSyntax(tree, (node) => {
    if (node.type !== 'TsInterfaceDeclaration') return;
    const members = children(child(node, 'body'), 'body').filter(isNode);
    interfaces.push({
      name: nameOf(child(node, 'id')) ?? '',
      line: linesOf(node).first,
      members: members.map((member) => ({
        name: nameOf(child(member, 'key')) ?? member.type,
        optional: member.optional === true,
      })),
    });
  });
  return interfaces;
}
