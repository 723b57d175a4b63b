import {
  isTest,
  type Repository,
  type SourceFile,
  type UseKind,
  type Violation,
} from '../model.ts';

type Ban = { kinds: readonly UseKind[]; allowed: (path: string) => boolean; remedy: string };

const MACHINE_OR_FLOW = /^packages\/(flows|payments\/src\/machine)\//;

const BANS: readonly Ban[] = [
  {
    kinds: ['any', 'double cast', 'non-null assertion', 'suppressed type error'],
    allowed: () => false,
    remedy: 'Parse or narrow the value so that the compiler knows what it is',
  },
  {
    kinds: ['unfinished work'],
    allowed: () => false,
    remedy: 'Finish it, or say in the README what is not there',
  },
  {
    kinds: ['switched-off test'],
    allowed: () => false,
    remedy: 'Make the test pass or delete it; list backends with describe.each',
  },
  {
    kinds: ['environment'],
    allowed: (path) =>
      /(^|\/)env\.ts$/.test(path) || /^scripts\/.*\.mjs$/.test(path) || /jest\.config\./.test(path),
    remedy: 'Read it once in env.ts of the app and pass the value on',
  },
  {
    kinds: ['transaction'],
    allowed: (path) => path.startsWith('packages/services/') || isTest(path),
    remedy: 'Take `tx` as first parameter and let a verb in packages/services open it',
  },
  {
    kinds: ['clock or chance'],
    allowed: (path) => !MACHINE_OR_FLOW.test(path) || isTest(path),
    remedy: 'Decisions are pure: take the time or the id from the context',
  },
  {
    kinds: ['network'],
    allowed: (path) => !path.startsWith('packages/services/') && !MACHINE_OR_FLOW.test(path),
    remedy: 'Let an adapter from `deps` make the call, between two transactions',
  },
];

/** Constructs that are forbidden everywhere, or everywhere but in one place. */
export function constructs({ sources }: Repository): Violation[] {
  return sources.flatMap((source) => BANS.flatMap((ban) => broken(source, ban)));
}

function broken({ path, uses }: SourceFile, { kinds, allowed, remedy }: Ban): Violation[] {
  if (allowed(path)) return [];
  return uses
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ kind, line, text }) => ({ file: path, line, problem: `${kind}: ${text}`, remedy }));
}
