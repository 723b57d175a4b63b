import type { SourceFile } from '../model.ts';
import { listFunctions } from './list-functions.ts';
import { listImports } from './list-imports.ts';
import { listInterfaces } from './list-interfaces.ts';
import { listUses } from './list-uses.ts';
import { parseSource } from './parse-source.ts';

/** Reads from a text what the rules want to know. Throws, with the path, where it cannot be parsed. */
export function readSource(path: string, text: string): SourceFile {
  const parsed = parseSource(path, text);
  return {
    path,
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    imports: listImports(parsed),
    functions: listFunctions(parsed),
    interfaces: listInterfaces(parsed),
    uses: listUses(parsed),
  };
}
