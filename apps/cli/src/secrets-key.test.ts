import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readEnv } from './env.ts';
import { provideSecretsKey } from './secrets-key.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chatpay-key-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('the key of a machine without configuration', () => {
  test('is made once, kept, and readable by its owner only', async () => {
    const env = readEnv({ DATA_DIR: folder });
    const key = await provideSecretsKey(env);
    expect(Buffer.from(key, 'base64')).toHaveLength(32);
    expect(await provideSecretsKey(env)).toBe(key);
    expect((await stat(join(folder, 'secrets-key'))).mode & 0o777).toBe(0o600);
  });

  test('is never made up for a database of somebody’s own', async () => {
    const env = readEnv({ DATA_DIR: folder, DATABASE_URL: 'postgres://localhost/shop' });
    await expect(provideSecretsKey(env)).rejects.toThrow('Set SECRETS_KEY');
  });

  test('gives way to the one that is set', async () => {
    const given = 'kJ8z0vY3nQ1rT6wX9bC4dF7gH2jL5mPsUaE=';
    expect(await provideSecretsKey(readEnv({ DATA_DIR: folder, SECRETS_KEY: given }))).toBe(given);
  });
});

describe('the environment', () => {
  test('names every variable that is wrong', () => {
    expect(() => readEnv({ PORT: 'many', DATABASE_URL: 'mysql://x' })).toThrow(
      /PORT.*DATABASE_URL/,
    );
  });

  test('takes an empty variable for a missing one', () => {
    const env = readEnv({ REDIS_URL: '', PORT: '' });
    expect(env.PORT).toBe(3000);
    expect(env.REDIS_URL).toBeUndefined();
  });
});
