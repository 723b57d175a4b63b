import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { findPostmaster, type Postmaster } from '../../guardian/find-postmaster.mjs';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { until } from './until.ts';

const PATIENCE_MS = 120_000;

/**
 * The server that is ready to be used, or null when none runs. Waits for a start or a stop in
 * progress to end, and removes the pid file of a dead server.
 */
export async function settlePostmaster(cluster: string): Promise<Postmaster | null> {
  let isHurried = false;
  const settled = await until<Postmaster | 'none'>(() => {
    const found = findPostmaster(cluster);
    if (found === null) return 'none';
    if (found.status === 'stopping' && !isHurried) {
      isHurried = true;
      process.kill(found.pid, 'SIGINT');
    }
    return found.status === 'ready' ? found : null;
  }, PATIENCE_MS);

  if (settled === null) {
    throw new EmbeddedPostgresError(
      'in_use',
      `A PostgreSQL server still holds ${cluster} and neither starts nor stops: see its postgres.log.`,
    );
  }
  if (settled !== 'none') return settled;
  if (process.platform === 'linux') await rm(join(cluster, 'postmaster.pid'), { force: true });
  return null;
}
