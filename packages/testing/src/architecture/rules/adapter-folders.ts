import type { Repository, Violation } from '../model.ts';
import { relativeTarget } from '../reading/resolve-import.ts';

type Family = { folder: string; names: readonly string[]; translator: string };

/** Every adapter looks alike from outside: one folder, standard files, no look at its neighbours. */
export function adapterFolders(repository: Repository): Violation[] {
  const families: Family[] = [
    { folder: 'packages/channels/src', names: repository.channels, translator: 'to-inbound.ts' },
    {
      folder: 'packages/payments/src/providers',
      names: repository.providers,
      translator: 'to-event.ts',
    },
  ];
  return families.flatMap((family) => [
    ...family.names.flatMap((name) => missingFiles(repository, family, name)),
    ...strangers(repository, family),
    ...neighbours(repository, family),
  ]);
}

function missingFiles({ paths }: Repository, family: Family, name: string): Violation[] {
  const folder = `${family.folder}/${name}`;
  const standard = ['adapter.ts', 'wire.ts', family.translator, 'to-wire.ts', 'adapter.test.ts'];
  const missing = standard.filter((file) => !paths.has(`${folder}/${file}`));
  const fixtures = [...paths].some((path) => path.startsWith(`${folder}/__fixtures__/`));
  return [...missing, ...(fixtures ? [] : ['__fixtures__/'])].map((file) => ({
    file: folder,
    line: null,
    problem: `has no ${file}`,
    remedy: `Every adapter has ${standard.join(', ')} and __fixtures__/`,
  }));
}

/** A folder with an adapter whose name core does not know. */
function strangers({ paths }: Repository, { folder, names }: Family): Violation[] {
  return [...paths]
    .filter((path) => path.startsWith(`${folder}/`) && path.endsWith('/adapter.ts'))
    .filter((path) => !names.includes(path.split('/').at(-2) ?? ''))
    .map((file) => ({
      file,
      line: null,
      problem: 'is an adapter without a name',
      remedy: 'Add its name to packages/core/src/names.ts',
    }));
}

function neighbours({ sources }: Repository, { folder, names }: Family): Violation[] {
  const adapterOf = (path: string) =>
    names.find((name) => path.startsWith(`${folder}/${name}/`)) ?? null;
  return sources.flatMap(({ path, imports }) =>
    imports
      .filter(({ specifier }) => specifier.startsWith('.') && adapterOf(path) !== null)
      .map((each) => ({ ...each, other: adapterOf(relativeTarget(path, each.specifier)) }))
      .filter(({ other }) => other !== null && other !== adapterOf(path))
      .map(({ line, other }) => ({
        file: path,
        line,
        problem: `reaches into the adapter ${other}`,
        remedy: 'Adapters do not know each other; move what both need beside them',
      })),
  );
}
