import { type Repository, type Violation, workspaceOf } from '../model.ts';
import { relativeTarget } from '../reading/resolve-import.ts';

type Layer = {
  /** The folder, the most particular one first. */
  at: string;
  /** What it may import of ours; what is in `types` only with `import type`. */
  may: readonly string[];
  types?: readonly string[];
  /** Whether its tests may import `@chatpay/testing`, which itself stands on core and db. */
  tested?: boolean;
};

const CORE = '@chatpay/core';
const ADAPTER = { may: [CORE, '@chatpay/http'], tested: true };
const APP = {
  may: [
    CORE,
    '@chatpay/http',
    '@chatpay/channels',
    '@chatpay/flows',
    '@chatpay/payments',
    '@chatpay/payments/machine',
    '@chatpay/db',
    '@chatpay/db/embedded',
    '@chatpay/queue',
    '@chatpay/services',
  ],
  tested: true,
};

/** Imports point down: apps -> services -> (flows, payments machine, db, queue) -> core. */
const LAYERS: readonly Layer[] = [
  { at: 'packages/core', may: [] },
  { at: 'packages/http', may: [CORE] },
  { at: 'packages/flows', may: [CORE] },
  { at: 'packages/db', may: [CORE] },
  { at: 'packages/queue', may: [CORE], tested: true },
  { at: 'packages/channels', ...ADAPTER },
  { at: 'packages/payments/src/machine', may: [CORE] },
  { at: 'packages/payments', ...ADAPTER },
  {
    at: 'packages/services',
    may: [CORE, '@chatpay/flows', '@chatpay/payments/machine', '@chatpay/db'],
    types: ['@chatpay/queue'],
    tested: true,
  },
  { at: 'packages/testing', may: [CORE, '@chatpay/db', '@chatpay/db/embedded'] },
  { at: 'apps/sandbox', may: [] },
  { at: 'apps/gateway', ...APP },
  { at: 'apps/worker', ...APP },
  { at: 'apps/cli', ...APP },
];

/** Every import stays within what its layer may see, and no relative import leaves its folder. */
export function layers({ sources, tests }: Repository): Violation[] {
  const homeless = new Set<string>();
  const strays = sources.flatMap(({ path, imports }) => {
    const workspace = workspaceOf(path);
    const layer = LAYERS.find(({ at }) => path.startsWith(`${at}/`));
    if (workspace !== null && layer === undefined) homeless.add(workspace);
    if (layer === undefined) return [];
    return imports
      .filter(({ specifier, typeOnly }) =>
        specifier.startsWith('.')
          ? leaves(path, specifier, layer.at)
          : isForbidden(specifier, layer, { typeOnly, test: tests.has(path) }),
      )
      .map(({ specifier, line }) => ({
        file: path,
        line,
        problem: `imports ${specifier}`,
        remedy: remedyFor(layer),
      }));
  });
  return [...strays, ...[...homeless].map(withoutLayer)];
}

function leaves(path: string, specifier: string, folder: string): boolean {
  return !relativeTarget(path, specifier).startsWith(`${folder}/`);
}

function isForbidden(
  specifier: string,
  layer: Layer,
  { typeOnly, test }: { typeOnly: boolean; test: boolean },
): boolean {
  if (!specifier.startsWith('@chatpay/') || layer.may.includes(specifier)) return false;
  if (typeOnly && layer.types?.includes(specifier)) return false;
  return !(test && layer.tested && specifier === '@chatpay/testing');
}

function remedyFor({ at, may, types = [], tested }: Layer): string {
  const names = [...may, ...types.map((name) => `${name} (types only)`)];
  const tests = tested ? '; its tests also @chatpay/testing' : '';
  return `${at} may import ${names.join(', ') || 'nothing'} of ours, and its own files${tests}`;
}

function withoutLayer(workspace: string): Violation {
  return {
    file: workspace,
    line: null,
    problem: 'has no place among the layers',
    remedy: 'Add it to the table in packages/testing/src/architecture/rules/layers.ts',
  };
}
