import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrationChange, Repository } from '../model.ts';
import { modelRepository } from './model-repository.ts';

const IGNORED = new Set(['node_modules', 'dist', '.turbo', '.data', '.git', 'test-results']);
/** Larger files are data; nobody's source or README comes near. */
const MAX_BYTES = 1_000_000;

/** Reads the checkout at `root`, with git's idea of what belongs to it or, without git, all of it. */
export function readRepository(
  root: string,
  names: Pick<Repository, 'channels' | 'providers'>,
): Repository {
  const listed = askGit(root, ['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
  const paths = (listed?.split('\0') ?? walkFolder(root, '')).filter((path) => isFile(root, path));
  const texts = paths.map((path): [string, string] => [path, readText(join(root, path))]);
  return modelRepository(new Map(texts), { root, ...names, migrations: readMigrations(root) });
}

/** What git answers, or null where there is no git or no history. */
function askGit(root: string, command: string[]): string | null {
  try {
    return execFileSync('git', ['-c', 'safe.directory=*', ...command], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return null;
  }
}

function walkFolder(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (IGNORED.has(entry.name)) return [];
    return entry.isDirectory() ? walkFolder(root, path) : [path];
  });
}

function isFile(root: string, path: string): boolean {
  return path !== '' && (statSync(join(root, path), { throwIfNoEntry: false })?.isFile() ?? false);
}

/** Empty for binary and for very large files: no rule has anything to say about them. */
function readText(path: string): string {
  const bytes = readFileSync(path);
  return bytes.length > MAX_BYTES || bytes.includes(0) ? '' : bytes.toString();
}

function readMigrations(root: string): MigrationChange[] | null {
  const migrations = ['--no-renames', '--name-status', '--', 'packages/db/migrations/*.sql'];
  const landed = askGit(root, ['log', '--format=commit %h', ...migrations]);
  const begun = askGit(root, ['diff', 'HEAD', ...migrations]);
  return landed === null || begun === null ? null : toChanges(`${landed}\ncommit \n${begun}`);
}

/** Reads `commit <hash>` lines, each followed by lines of a status, a tab and a path. */
export function toChanges(log: string): MigrationChange[] {
  let commit: string | null = null;
  return log.split('\n').flatMap((line): MigrationChange[] => {
    const hash = /^commit (.*)$/.exec(line)?.[1];
    if (hash !== undefined) commit = hash || null;
    const [, status, file] = /^([AMD])\t(.+)$/.exec(line) ?? [];
    if (file === undefined || (status !== 'A' && status !== 'M' && status !== 'D')) return [];
    return [{ commit, status, file }];
  });
}
