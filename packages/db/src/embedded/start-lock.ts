import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isLive, processToken } from '../../guardian/live-process.mjs';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { until } from './until.ts';

const PATIENCE_MS = 180_000;

/**
 * Runs `body` while no other process does so for this folder. A lock whose process is gone is taken
 * over. Throws `in_use` when another process holds it for minutes.
 */
export async function withStartLock<T>(root: string, body: () => Promise<T>): Promise<T> {
  const path = join(root, 'start.lock');
  const own = `${processToken(process.pid)} ${randomBytes(6).toString('hex')}`;
  const taken = await until(() => take(path, own), PATIENCE_MS);
  if (!taken) {
    throw new EmbeddedPostgresError(
      'in_use',
      `Another program has been starting the database in ${root} for minutes: stop it or remove ${path}.`,
    );
  }
  try {
    return await body();
  } finally {
    if ((await contentOf(path)) === own) await rm(path, { force: true });
  }
}

/** A link appears with its content or not at all, unlike a file that is written. */
async function take(path: string, own: string): Promise<boolean> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, own, { flag: 'wx' });
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (!isTaken(error)) throw error;
    await dropStale(path);
    return false;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Moves a dead process's lock away, and puts it back when it turns out to be a fresh one. */
async function dropStale(path: string): Promise<void> {
  const seen = await contentOf(path);
  if (seen === null || isHeld(seen)) return;
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  if ((await contentOf(aside)) !== seen) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}

function isHeld(content: string): boolean {
  return isLive(content.split(' ')[0] ?? '');
}

function isTaken(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EEXIST';
}

async function contentOf(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch(() => null);
}
