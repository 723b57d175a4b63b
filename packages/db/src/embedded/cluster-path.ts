import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { canEnter, type ServerAccount } from './server-account.ts';

/**
 * The cluster as the server itself must name it. Behind a closed folder such as /root only the
 * working directory, which we open before giving up root, leads there (proc_pid_cwd(5)).
 */
export function clusterPath(cluster: string, account: ServerAccount): string {
  if (canEnter(account, cluster)) return cluster;
  if (process.platform === 'linux') return '/proc/self/cwd';
  throw new EmbeddedPostgresError(
    'not_permitted',
    `As root, PostgreSQL runs as another user, who cannot enter ${cluster}: set DATA_DIR elsewhere.`,
  );
}
