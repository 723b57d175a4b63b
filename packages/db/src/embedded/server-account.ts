import { readFileSync, statSync } from 'node:fs';
import { chown, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

/** The account the server runs under; null means our own. */
export type ServerAccount = { uid: number; gid: number } | null;

/**
 * PostgreSQL refuses to run as root: there it gets the owner of the data, or `nobody` for new data.
 * Throws `not_permitted` when an ordinary user meets data of another user.
 */
export async function chooseAccount(cluster: string): Promise<ServerAccount> {
  const uid = process.geteuid?.();
  const owner = await stat(cluster).catch(() => null);
  if (uid !== 0) {
    if (owner && uid !== undefined && owner.uid !== uid) {
      throw new EmbeddedPostgresError(
        'not_permitted',
        `The database in ${cluster} belongs to another user (uid ${owner.uid}): start as that user or set DATA_DIR elsewhere.`,
      );
    }
    return null;
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const account = nobody();
  if (owner) await giveAll(cluster, account);
  return account;
}

/** Whether the account may pass through every folder on the way to `path`, this one included. */
export function canEnter(account: ServerAccount, path: string): boolean {
  if (account === null) return true;
  const { uid, gid, mode } = statSync(path);
  const mine = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
  if ((mode & mine) === 0) return false;
  return dirname(path) === path || canEnter(account, dirname(path));
}

function nobody(): { uid: number; gid: number } {
  const passwd = readFileSync('/etc/passwd', 'utf8');
  const [, uid = '65534', gid = '65534'] = /^nobody:[^:]*:(-?\d+):(-?\d+):/m.exec(passwd) ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}

async function giveAll(path: string, to: { uid: number; gid: number }): Promise<void> {
  await chown(path, to.uid, to.gid);
  const entries = await readdir(path, { recursive: true });
  for (const entry of entries) await chown(join(path, entry), to.uid, to.gid);
}
