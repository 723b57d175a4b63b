/** A broken rule: where, what, and what to do about it. `line` is null where a whole file is meant. */
export type Violation = { file: string; line: number | null; problem: string; remedy: string };

/** Looks at the repository and says what is wrong with it. Pure. */
export type Rule = (repository: Repository) => Violation[];

/** Import, export-from, dynamic import, import type, `import()` in a type, or require. */
export type ImportFact = { specifier: string; typeOnly: boolean; line: number };

export type FunctionFact = {
  /** Null for a function that is passed on where it stands: its taker decides on its parameters. */
  name: string | null;
  line: number;
  lines: number;
  /** Positional ones: a trailing options object and `this` are not among them. */
  parameters: number;
};

export type InterfaceFact = {
  name: string;
  line: number;
  members: { name: string; optional: boolean }[];
};

export type UseKind =
  | 'any'
  | 'double cast'
  | 'non-null assertion'
  | 'suppressed type error'
  | 'unfinished work'
  | 'switched-off test'
  | 'environment'
  | 'transaction'
  | 'clock or chance'
  | 'network';

/** A construct that some rule forbids somewhere. `text` is how it stands in the source. */
export type UseFact = { kind: UseKind; line: number; text: string };

/** A source file as the rules see it. Paths are relative to the repository, with forward slashes. */
export type SourceFile = {
  path: string;
  lines: number;
  imports: ImportFact[];
  functions: FunctionFact[];
  interfaces: InterfaceFact[];
  uses: UseFact[];
};

/** A package.json. `folder` is empty for the root; `sources` maps an export to its source file. */
export type Manifest = {
  path: string;
  folder: string;
  name: string;
  version: string;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  sources: Record<string, string>;
};

/** What a commit, or the work in progress (`commit` is null), did to a migration. */
export type MigrationChange = { commit: string | null; status: 'A' | 'M' | 'D'; file: string };

export type Repository = {
  /** Absolute, for finding traces of this machine. */
  root: string;
  /** Every file that is or would be tracked. */
  paths: ReadonlySet<string>;
  texts: ReadonlyMap<string, string>;
  sources: SourceFile[];
  /** Tests, and files that only tests import. */
  tests: ReadonlySet<string>;
  manifests: Manifest[];
  channels: readonly string[];
  providers: readonly string[];
  /** Null where there is no git history to ask. */
  migrations: MigrationChange[] | null;
};

/** The folder of the workspace a path belongs to, such as `packages/core`; null outside of any. */
export function workspaceOf(path: string): string | null {
  return /^(?:apps|packages)\/[^/]+(?=\/)/.exec(path)?.[0] ?? null;
}

export function isTest(path: string): boolean {
  return path.endsWith('.test.ts') || path.endsWith('.test.tsx');
}

export function toLine({ file, line, problem, remedy }: Violation): string {
  return `${file}${line === null ? '' : `:${line}`}  ${problem}. ${remedy}.`;
}
