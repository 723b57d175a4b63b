import { chmodSync, lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { canEnter, type ServerAccount } from './server-account.ts';

/**
 * A folder for the copy of the binaries that `account` can reach: inside the data directory, or,
 * when that lies behind a closed folder such as /root, in the temporary folder of the system.
 */
export function openRuntimeFolder(dataDir: string, account: ServerAccount): string {
  const candidates = [
    join(dataDir, 'runtime'),
    join(realpathSync(tmpdir()), `chatpay-postgres-${process.geteuid?.() ?? 0}`),
  ];
  for (const folder of candidates) {
    mkdirSync(folder, { recursive: true });
    refuseForeign(folder);
    chmodSync(folder, 0o755);
    if (canEnter(account, folder)) return folder;
  }
  throw new EmbeddedPostgresError(
    'not_permitted',
    `As root, PostgreSQL runs as another user and needs a folder that user can enter: set DATA_DIR or TMPDIR to one.`,
  );
}

/** Whoever owns the folder decides what we run: in a shared temporary folder it must be us. */
function refuseForeign(folder: string): void {
  const { uid } = lstatSync(folder);
  const own = process.geteuid?.() ?? uid;
  if (lstatSync(folder).isDirectory() && uid === own) return;
  throw new EmbeddedPostgresError(
    'not_permitted',
    `The folder ${folder} belongs to another user: remove it or set DATA_DIR elsewhere.`,
  );
}
