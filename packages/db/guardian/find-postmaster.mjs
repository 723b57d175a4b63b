import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine, isLive, processToken } from './live-process.mjs';

/** Stands in the server's command line; stays the same when the folder is moved. */
export function clusterName(cluster) {
  const { dev, ino } = statSync(cluster);
  return `chatpay-${dev}-${ino}`;
}

/**
 * What postmaster.pid says, if that process lives and serves this very cluster.
 * https://github.com/postgres/postgres/blob/REL_18_STABLE/src/include/utils/pidfile.h
 */
export function findPostmaster(cluster) {
  const lines = readPidFile(cluster).map((line) => line.trim());
  const pid = Number(lines[0] || 0);
  if (!(pid > 0) || !isServing(pid, cluster)) return null;
  return { pid, token: processToken(pid), port: Number(lines[3] || 0), status: lines[7] ?? '' };
}

function readPidFile(cluster) {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

function isServing(pid, cluster) {
  const command = commandLine(pid);
  if (command !== null) return command.includes(`cluster_name=${clusterName(cluster)}`);
  return process.platform === 'win32' && isLive(processToken(pid));
}
