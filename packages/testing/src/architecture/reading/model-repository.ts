import { z } from 'zod';
import { isTest, type Manifest, type Repository, type SourceFile } from '../model.ts';
import { readSource } from './read-source.ts';
import { resolveImport } from './resolve-import.ts';

const SOURCE = /\.(ts|tsx|js|mjs|cjs)$/;

const versions = z.record(z.string(), z.string()).default({});
const packageJson = z.object({
  name: z.string().default(''),
  version: z.string().default(''),
  dependencies: versions,
  devDependencies: versions,
  optionalDependencies: versions,
  exports: z.record(z.string(), z.object({ source: z.string().optional() })).default({}),
});

/** The model of a repository whose files and texts are these. Everything else is said in `rest`. */
export function modelRepository(
  texts: ReadonlyMap<string, string>,
  rest: Partial<Omit<Repository, 'texts' | 'sources' | 'tests' | 'manifests'>> = {},
): Repository {
  const own = [...texts].filter(([path]) => !path.includes('/__fixtures__/'));
  const sources = own
    .filter(([path]) => SOURCE.test(path))
    .map(([path, text]) => readSource(path, text));
  const manifests = own
    .filter(([path]) => /(^|\/)package\.json$/.test(path))
    .map(([path, text]) => toManifest(path, text));
  const paths = rest.paths ?? new Set(texts.keys());

  return {
    root: '/repository/of/tests',
    channels: [],
    providers: [],
    migrations: null,
    ...rest,
    paths,
    texts,
    sources,
    tests: findTests(sources, { paths, manifests }),
    manifests,
  };
}

/** Tests, and whatever is imported by nothing but what was already found to be for tests. */
function findTests(
  sources: readonly SourceFile[],
  repository: Pick<Repository, 'paths' | 'manifests'>,
): Set<string> {
  const importers = new Map<string, string[]>();
  for (const { path, imports } of sources) {
    for (const { specifier } of imports) {
      const target = resolveImport(repository, path, specifier);
      if (target !== null) importers.set(target, [...(importers.get(target) ?? []), path]);
    }
  }

  const tests = new Set(sources.map(({ path }) => path).filter(isTest));
  for (let before = -1; before < tests.size; ) {
    before = tests.size;
    for (const [path, users] of importers) {
      if (users.every((user) => tests.has(user))) tests.add(path);
    }
  }
  return tests;
}

function toManifest(path: string, text: string): Manifest {
  const parsed = packageJson.parse(JSON.parse(text));
  const folder = path.replace(/\/?package\.json$/, '');
  const sources = Object.entries(parsed.exports).flatMap(([name, { source }]) =>
    source === undefined
      ? []
      : [[`${parsed.name}${name.slice(1)}`, `${folder}/${source.replace(/^\.\//, '')}`]],
  );
  return {
    path,
    folder,
    name: parsed.name,
    version: parsed.version,
    dependencies: { ...parsed.dependencies, ...parsed.optionalDependencies },
    devDependencies: parsed.devDependencies,
    sources: Object.fromEntries(sources),
  };
}
