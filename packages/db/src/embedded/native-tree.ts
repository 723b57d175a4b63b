import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { NativePackage } from './native-package.ts';

type Link = { source: string; target: string };

/**
 * A folder with `bin`, `lib` and `share` that can be run. The package's own when its library links
 * can be made there and `mayRunInPlace`; otherwise a copy under `runtimeDir`, made once per version.
 */
export function provideNativeTree(
  native: NativePackage,
  { runtimeDir, mayRunInPlace }: { runtimeDir: string; mayRunInPlace: boolean },
): string {
  if (mayRunInPlace && hasLinks(native.root, native.root)) return join(native.root, 'native');
  const copy = join(runtimeDir, `${native.version}-${basename(native.root)}`);
  if (!isComplete(native, copy)) replaceCopy(native, copy);
  return join(copy, 'native');
}

/** The package's install script makes these links; install scripts do not run here. */
function hasLinks(packageRoot: string, within: string): boolean {
  try {
    for (const { source, target } of linksOf(packageRoot)) makeLink(join(within, target), source);
    return true;
  } catch {
    return false;
  }
}

function makeLink(path: string, source: string): void {
  if (existsSync(path)) return;
  try {
    symlinkSync(basename(source), path);
  } catch (error) {
    if (!existsSync(path)) throw error;
  }
}

function linksOf(packageRoot: string): Link[] {
  const file = join(packageRoot, 'native', 'pg-symlinks.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
}

/** Files a server needs, as paths below the package. Links are made, not copied. */
function filesOf(packageRoot: string): string[] {
  return readdirSync(join(packageRoot, 'native'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.a'))
    .map((entry) => join(entry.parentPath, entry.name).slice(packageRoot.length + 1));
}

/** A temporary folder may be swept by the system, so presence of the folder alone proves nothing. */
function isComplete({ root }: NativePackage, copy: string): boolean {
  const links = linksOf(root).map(({ target }) => target);
  return (
    links.every((link) => existsSync(join(copy, link))) &&
    filesOf(root).every((file) => sizeOf(join(copy, file)) === sizeOf(join(root, file)))
  );
}

function sizeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.size;
}

/** Several processes may do this at once: each builds its own and the last rename wins. */
function replaceCopy({ root }: NativePackage, copy: string): void {
  const aside = `${copy}.${process.pid}`;
  try {
    for (const file of filesOf(root)) copyFile(join(root, file), join(`${aside}.new`, file));
    for (const { source, target } of linksOf(root)) {
      makeLink(join(`${aside}.new`, target), source);
    }
    if (lstatSync(copy, { throwIfNoEntry: false })) renameSync(copy, `${aside}.old`);
    renameSync(`${aside}.new`, copy);
  } catch (error) {
    if (!lstatSync(copy, { throwIfNoEntry: false })) throw error;
  } finally {
    for (const end of ['new', 'old']) rmSync(`${aside}.${end}`, { recursive: true, force: true });
  }
}

/** Readable by every account whatever the umask of this process or of the install was. */
function copyFile(from: string, to: string): void {
  for (const folder of missingFolders(dirname(to))) {
    mkdirSync(folder);
    chmodSync(folder, 0o755);
  }
  copyFileSync(from, to);
  chmodSync(to, 0o755);
}

function missingFolders(folder: string): string[] {
  return existsSync(folder) ? [] : [...missingFolders(dirname(folder)), folder];
}
