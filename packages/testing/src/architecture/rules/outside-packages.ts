import { builtinModules } from 'node:module';
import {
  type ImportFact,
  isTest,
  type Manifest,
  type Repository,
  type Violation,
  workspaceOf,
} from '../model.ts';

/** Where packages with traps of their own may be imported. */
const HOMES: Record<string, string> = { 'viber-bot': 'packages/channels/src/viber/' };

/** Modules that reach other machines. Nothing in services may, except through `deps`. */
const NETWORK =
  /^(axios|bullmq|ioredis|express|(node:)?(http|https|http2|net|tls|dgram|dns)(\/|$))/;

/** What runs on developers' machines only, and so may use development packages as tests may. */
const UNSHIPPED = /^packages\/testing\/|\.config\.[a-z]+$/;

const BUILTIN = new Set(builtinModules);

/** Packages from outside are declared by the workspace that imports them, and kept in their place. */
export function outsidePackages({ sources, tests, manifests }: Repository): Violation[] {
  const root = manifests.find(({ folder }) => folder === '');
  return sources.flatMap(({ path, imports }) => {
    const own = manifests.find(({ folder }) => folder === workspaceOf(path));
    const development = tests.has(path) || UNSHIPPED.test(path);
    return imports
      .filter(({ specifier }) => !specifier.startsWith('.'))
      .flatMap((each) => [
        ...strayed(path, each),
        ...online(path, each),
        ...(own === undefined ? [] : undeclared(path, each, { own, root, development })),
      ]);
  });
}

function strayed(file: string, { specifier, line }: ImportFact): Violation[] {
  const home = HOMES[packageOf(specifier)];
  if (home === undefined || file.startsWith(home)) return [];
  return [{ file, line, problem: `imports ${specifier}`, remedy: `Only ${home} may` }];
}

function online(file: string, { specifier, typeOnly, line }: ImportFact): Violation[] {
  const watched = file.startsWith('packages/services/') && !isTest(file);
  if (!watched || typeOnly || !NETWORK.test(specifier)) return [];
  const remedy = 'Services reach the outside only through the adapters and the queue in `deps`';
  return [{ file, line, problem: `imports ${specifier}`, remedy }];
}

function undeclared(
  file: string,
  { specifier, typeOnly, line }: ImportFact,
  { own, root, development }: { own: Manifest; root: Manifest | undefined; development: boolean },
): Violation[] {
  const name = packageOf(specifier);
  if (BUILTIN.has(name) || name.startsWith('node:') || name === own.name) return [];
  const declared = {
    ...own.dependencies,
    ...(development || typeOnly ? { ...root?.devDependencies, ...own.devDependencies } : {}),
  };
  if (name in declared || (typeOnly && `@types/${name}` in declared)) return [];
  const remedy = `Declare it in ${own.path}, or do without`;
  return [{ file, line, problem: `imports ${name}, which is not declared`, remedy }];
}

/** `@scope/name/part` is of the package `@scope/name`. */
function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
