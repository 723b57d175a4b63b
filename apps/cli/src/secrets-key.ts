import { randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '@chatpay/core';
import { secretsKeys } from '@chatpay/services';
import type { CliEnv } from './env.ts';
import { makeFolder } from './make-folder.ts';

/**
 * The keys that seal credentials and events: SECRETS_KEY, else one made on first use and kept,
 * readable by its owner only, in the data folder. With a database of your own you give the key
 * yourself: a key that lies in a folder of one machine would be lost with it.
 */
export async function provideSecretsKeys(env: CliEnv): Promise<string[]> {
  if (env.SECRETS_KEY) return env.SECRETS_KEY;
  if (env.DATABASE_URL || env.NODE_ENV === 'production') {
    throw new Error('Set SECRETS_KEY to a random key, such as: openssl rand -base64 32');
  }
  const path = join(env.DATA_DIR, 'secrets-key');
  await makeFolder(env.DATA_DIR);
  const kept = secretsKeys.safeParse((await readKept(path)) ?? (await makeKey(path)));
  if (kept.success) return kept.data;
  throw new Error(`${path} does not hold a key any more: put the key back, or remove DATA_DIR`);
}

async function readKept(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    return null;
  }
}

/** Written aside first, so that a full disk or another start leaves a whole key or none. */
async function makeKey(path: string): Promise<string | null> {
  const draft = `${path}.${process.pid}`;
  try {
    await writeFile(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
    await link(draft, path);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return readKept(path);
}
