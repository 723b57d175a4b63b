import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, realpath, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

/** Where everything lies: the cluster itself and, beside it, what only we need. */
export type DataDirectory = {
  root: string;
  cluster: string;
  passwordFile: string;
  logFile: string;
  holders: string;
};

/**
 * Makes the folder when it is missing. Throws `wrong_version` before anything is written when it
 * holds the data of another major version.
 */
export async function openDataDirectory(path: string, major: string): Promise<DataDirectory> {
  for (const folder of [path, join(path, 'cluster')]) await refuseOtherVersion(folder, major);
  if (existsSync(join(path, 'PG_VERSION'))) {
    throw new EmbeddedPostgresError(
      'in_use',
      `${path} is the data directory of another PostgreSQL server: set DATA_DIR to a folder of its own.`,
    );
  }

  await mkdir(join(path, 'holders'), { recursive: true });
  const root = await realpath(path);
  return {
    root,
    cluster: join(root, 'cluster'),
    passwordFile: join(root, 'password'),
    logFile: join(root, 'postgres.log'),
    holders: join(root, 'holders'),
  };
}

/** The server's password: made once, readable by this user only. */
export async function providePassword({ passwordFile, cluster }: DataDirectory): Promise<string> {
  if (existsSync(passwordFile)) return (await readFile(passwordFile, 'utf8')).trim();
  if (existsSync(cluster)) {
    throw new EmbeddedPostgresError(
      'not_permitted',
      `The database in ${cluster} is there but its password file ${passwordFile} is gone: put it back.`,
    );
  }
  const password = randomBytes(24).toString('base64url');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
  return password;
}

const MAX_LOG_BYTES = 5_000_000;

/** Sets a long server log aside, keeping one old one. */
export async function rotateLog({ logFile }: DataDirectory): Promise<void> {
  if (!existsSync(logFile)) return;
  const { size } = await stat(logFile);
  if (size > MAX_LOG_BYTES) await rename(logFile, `${logFile}.old`);
}

async function refuseOtherVersion(folder: string, major: string): Promise<void> {
  const file = join(folder, 'PG_VERSION');
  if (!existsSync(file)) return;
  const found = (await readFile(file, 'utf8')).trim();
  if (found === major) return;
  throw new EmbeddedPostgresError(
    'wrong_version',
    `The data in ${folder} was made by PostgreSQL ${found} and this program brings PostgreSQL ${major}: nothing was changed, set DATA_DIR to another folder or move the data with pg_upgrade.`,
  );
}
