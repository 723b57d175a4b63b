/**
 * Runs beside one program that uses an embedded PostgreSQL and outlives it by a moment: when its
 * standard input closes, the program is gone in whatever way. The last guardian of a data directory
 * then stops the server. A JSON line on stdin says what to run, JSON lines on stdout what became of it.
 */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findPostmaster } from './find-postmaster.mjs';
import { isLive, processToken } from './live-process.mjs';

const POLL_MS = 25;
const FAST_SHUTDOWN_MS = 60_000;

const [holdersDir, cluster] = process.argv.slice(2);
const self = processToken(process.pid);
let child = null;
let isReleasing = false;

writeFileSync(join(holdersDir, `${self}.holding`), '');
process.stdout.on('error', () => {});
process.stdin.on('error', release);
createInterface({ input: process.stdin }).on('line', run).on('close', release);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, release);
tell({ kind: 'holding' });

function run(line) {
  const { command, args, cwd, uid, gid, logFile } = JSON.parse(line);
  const log = openSync(logFile, 'a', 0o600);
  const server = spawn(command, args, {
    cwd,
    uid,
    gid,
    env: { LC_ALL: 'C' },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  server.on('error', (error) => tell({ kind: 'exited', reason: error.message }));
  server.on('exit', (code, signal) => tell({ kind: 'exited', reason: `${signal ?? code}` }));
  child = server.pid === undefined ? null : processToken(server.pid);
}

/**
 * Announces the end before looking for other holders, as a starter announces itself before looking
 * for ends: at least one of the two sees the other.
 */
async function release() {
  if (isReleasing) return;
  isReleasing = true;
  const announcement = join(holdersDir, `${self}.stopping`);
  try {
    renameSync(join(holdersDir, `${self}.holding`), announcement);
  } catch {}
  if (!isHeldByOthers()) await stop(findPostmaster(cluster)?.token ?? child);
  rmSync(announcement, { force: true });
  process.exit(0);
}

function isHeldByOthers() {
  try {
    return readdirSync(holdersDir)
      .filter((name) => name.endsWith('.holding'))
      .some((name) => isLive(name.slice(0, -'.holding'.length)));
  } catch {
    return false;
  }
}

/** Fast shutdown (SIGINT): sessions are cut, everything committed is kept. */
async function stop(token) {
  if (token === null || !isLive(token)) return;
  const pid = Number(token.split('.')[0]);
  signal(pid, 'SIGINT');
  const deadline = Date.now() + FAST_SHUTDOWN_MS;
  while (isLive(token)) {
    if (Date.now() > deadline) return signal(pid, 'SIGQUIT');
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {}
}

function tell(news) {
  process.stdout.write(`${JSON.stringify(news)}\n`);
}
