import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { clusterPath } from './cluster-path.ts';
import { DATABASE_USER } from './connection.ts';
import type { ServerAccount } from './server-account.ts';

export type NewCluster = {
  cluster: string;
  password: string;
  tree: string;
  runtimeDir: string;
  account: ServerAccount;
};

const DRAFT = '.new-';

/** Makes the cluster when there is none. It appears whole or not at all, whenever we are killed. */
export async function initCluster(wanted: NewCluster): Promise<void> {
  if (existsSync(wanted.cluster)) return;
  await removeDrafts(wanted.cluster);
  const draft = `${wanted.cluster}${DRAFT}${process.pid}-${Date.now()}`;
  const passwordFile = join(wanted.runtimeDir, 'initdb-password');
  await mkdir(draft, { mode: 0o700 });
  await rm(passwordFile, { force: true });
  await writeFile(passwordFile, wanted.password, { mode: 0o600, flag: 'wx' });
  try {
    if (wanted.account) {
      for (const path of [draft, passwordFile]) {
        await chown(path, wanted.account.uid, wanted.account.gid);
      }
    }
    await runInitdb({ ...wanted, cluster: draft }, passwordFile);
    await rename(draft, wanted.cluster);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

/** An initdb that outlived its program may still write to its draft: each gets a name of its own. */
async function removeDrafts(cluster: string): Promise<void> {
  for (const name of await readdir(dirname(cluster))) {
    if (!name.startsWith(basename(cluster) + DRAFT)) continue;
    await rm(join(dirname(cluster), name), { recursive: true, force: true }).catch(() => undefined);
  }
}

/** C.UTF-8 from PostgreSQL itself sorts alike on every system. */
async function runInitdb(wanted: NewCluster, passwordFile: string): Promise<void> {
  const { cluster, account, tree } = wanted;
  const args = [
    ...['--pgdata', clusterPath(cluster, account)],
    ...['--username', DATABASE_USER, '--pwfile', passwordFile, '--auth', 'scram-sha-256'],
    ...['--encoding', 'UTF8', '--locale', 'C'],
    ...['--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
  ];
  const child = spawn(join(tree, 'bin', 'initdb'), args, {
    cwd: cluster,
    ...account,
    env: { LC_ALL: 'C' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [complaint, code] = await Promise.all([text(child.stderr), ended]);
  if (code !== 0) throw new Error(complaint.trim().replaceAll(/\s*\n\s*/g, '; ') || `exit ${code}`);
}
