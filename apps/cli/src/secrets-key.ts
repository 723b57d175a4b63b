import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '@chatpay/core';
import type { CliEnv } from './env.ts';
import { makeFolder } from './make-folder.ts';

/**
 * The key that seals credentials and events: SECRETS_KEY, else one made on first use and kept,
 * readable by its owner only, in the data folder. With a database of your own you give the key
 * yourself: a key that lies in a folder of one machine would be lost with it.
 */
export async function provideSecretsKey(env: CliEnv): Promise<string> {
  if (env.SECRETS_KEY) return env.SECRETS_KEY;
  if (env.DATABASE_URL || env.NODE_ENV === 'production') {
    throw new Error('Set SECRETS_KEY to a random key, such as: openssl rand -base64 32');
  }
  const path = join(env.DATA_DIR, 'secrets-key');
  await makeFolder(env.DATA_DIR);
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  const key = randomBytes(32).toString('base64');
  await writeFile(path, `${key}\n`, { mode: 0o600, flag: 'wx' });
  return key;
}
