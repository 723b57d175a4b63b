import type { Repository, Violation } from '../model.ts';
import { resolveImport } from '../reading/resolve-import.ts';

/** No file reaches itself through imports, type imports included. */
export function cycles(repository: Repository): Violation[] {
  const graph = new Map(
    repository.sources.map(({ path, imports }) => [
      path,
      imports.flatMap(({ specifier }) => resolveImport(repository, path, specifier) ?? []),
    ]),
  );
  return findCycles(graph).map((cycle) => ({
    file: cycle[0] ?? '',
    line: null,
    problem: `imports itself: ${[...cycle, cycle[0]].join(' -> ')}`,
    remedy: 'Move what both sides need into a file of its own',
  }));
}

/** One cycle for every edge that closes one, found depth first. */
function findCycles(graph: ReadonlyMap<string, string[]>): string[][] {
  const found: string[][] = [];
  const left = new Set<string>();
  const way: string[] = [];

  function enter(file: string): void {
    const seen = way.indexOf(file);
    if (seen >= 0) found.push(way.slice(seen));
    if (seen >= 0 || left.has(file)) return;
    way.push(file);
    for (const next of graph.get(file) ?? []) enter(next);
    way.pop();
    left.add(file);
  }

  for (const file of graph.keys()) enter(file);
  return found;
}
