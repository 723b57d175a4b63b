import { posix } from 'node:path';
import type { Repository } from '../model.ts';

/** The repository's file that an import means; null for packages from outside and missing files. */
export function resolveImport(
  { paths, manifests }: Pick<Repository, 'paths' | 'manifests'>,
  from: string,
  specifier: string,
): string | null {
  if (specifier.startsWith('.')) {
    const path = relativeTarget(from, specifier);
    return paths.has(path) ? path : null;
  }
  for (const { sources } of manifests) {
    const path = sources[specifier];
    if (path !== undefined && paths.has(path)) return path;
  }
  return null;
}

/** Where a relative import points, whether or not anything is there. */
export function relativeTarget(from: string, specifier: string): string {
  return posix.join(posix.dirname(from), specifier);
}
