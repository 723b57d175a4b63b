import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure, run } from './run.mjs';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

const LOCKFILE = join(ROOT, 'package-lock.json');
const MODULES = join(ROOT, 'node_modules');
const RECORD = join(MODULES, '.package-lock.json');
const BUILD_STAMP = join(MODULES, '.chatpay-build');

/** One of the repository's own tools, run without looking for updates or calling home. */
export function tool(name, args) {
  return run(process.execPath, [join(MODULES, name), ...args], {
    cwd: ROOT,
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1' },
  });
}

export function turbo(args) {
  return tool('turbo/bin/turbo', [...args, '--ui=stream']);
}

/** Folders of all workspaces, relative to the root. */
export function workspaces() {
  return ['apps', 'packages'].flatMap((group) =>
    readdirSync(join(ROOT, group))
      .map((name) => join(group, name))
      .filter((folder) => existsSync(join(ROOT, folder, 'package.json'))),
  );
}

/** Installs the packages when they are not those of the lockfile. */
export async function install() {
  refuseReadOnly();
  if (isInstalled()) return;
  process.stdout.write('Installing packages…\n');
  await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--include=dev']);
}

/** Builds everything when a source has changed since the last build. */
export async function build() {
  const sources = workspaces().flatMap((folder) => sourcesIn(join(ROOT, folder)));
  const wanted = `${hashOf([...sources, join(ROOT, 'tsconfig.json'), LOCKFILE])}\n`;
  const isBuilt = workspaces().every((folder) => existsSync(join(ROOT, folder, 'dist')));
  if (isBuilt && contentOf(BUILD_STAMP) === wanted) return;
  process.stdout.write('Building…\n');
  const { code, output } = await turbo(['run', 'build', '--output-logs=errors-only']).collected();
  if (code !== 0) throw new Failure(`${output}\nThe build failed.`);
  writeFileSync(BUILD_STAMP, wanted);
}

function refuseReadOnly() {
  try {
    accessSync(ROOT, constants.W_OK);
    if (existsSync(MODULES)) accessSync(MODULES, constants.W_OK);
  } catch {
    throw new Failure(
      `Nothing can be written to ${ROOT}: run this as the user who owns that folder, or clone it to a folder of yours.`,
    );
  }
}

/** npm records what it has put into node_modules, as the last step of an install. */
function isInstalled() {
  if (!existsSync(RECORD)) return false;
  const { packages: installed } = JSON.parse(readFileSync(RECORD, 'utf8'));
  const { packages: wanted } = JSON.parse(readFileSync(LOCKFILE, 'utf8'));
  return Object.entries(wanted)
    .filter(([path, { optional, devOptional }]) => isOutside(path) && !optional && !devOptional)
    .every(([path, { version }]) => path in installed && installed[path].version === version);
}

function isOutside(path) {
  return path.startsWith('node_modules/') || path.includes('/node_modules/');
}

async function npm(args) {
  const { npm_execpath: own = '' } = process.env;
  const command = own.endsWith('.js') ? [process.execPath, own] : ['npm'];
  const { code } = await run(command[0], [...command.slice(1), ...args, '--loglevel=error'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32' && command.length === 1,
  }).finished();
  if (code !== 0) throw new Failure('The packages could not be installed: see above why.');
}

const NOT_SOURCES = new Set(['node_modules', 'dist', '.turbo', 'test-results']);

function sourcesIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .filter((entry) => !NOT_SOURCES.has(entry.name) && !/\.(test\.ts|md)$/.test(entry.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? sourcesIn(path) : [path];
    });
}

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const content = readFileSync(file);
    hash.update(`${relative(ROOT, file)} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

function contentOf(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}
