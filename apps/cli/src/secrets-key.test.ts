import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readEnv } from './env.ts';
import { provideSecretsKeys } from './secrets-key.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chatpay-key-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('the key of a machine without configuration', () => {
  test('is made once, kept, and readable by its owner only', async () => {
    const env = readEnv({ DATA_DIR: folder });
    const [[key = ''], other] = await Promise.all([
      provideSecretsKeys(env),
      provideSecretsKeys(env),
    ]);
    expect(Buffer.from(key, 'base64')).toHaveLength(32);
    expect(other).toEqual([key]);
    expect(await provideSecretsKeys(env)).toEqual([key]);
    expect(await readdir(folder)).toEqual(['secrets-key']);
    expect((await stat(join(folder, 'secrets-key'))).mode & 0o777).toBe(0o600);
  });

  test('is never made up for a database of somebody’s own', async () => {
    const env = readEnv({ DATA_DIR: folder, DATABASE_URL: 'postgres://localhost/shop' });
    await expect(provideSecretsKeys(env)).rejects.toThrow('Set SECRETS_KEY');
  });

  test('gives way to the one that is set', async () => {
    const given = 'kJ8z0vY3nQ1rT6wX9bC4dF7gH2jL5mPsUaE=';
    expect(await provideSecretsKeys(readEnv({ DATA_DIR: folder, SECRETS_KEY: given }))).toEqual([
      given,
    ]);
  });
});

describe('a key that is none', () => {
  test.each(['', 'x\n'])('left in the data folder as %j, is named with its file', async (left) => {
    const spoilt = await mkdtemp(join(tmpdir(), 'chatpay-key-'));
    await writeFile(join(spoilt, 'secrets-key'), left);
    await expect(provideSecretsKeys(readEnv({ DATA_DIR: spoilt }))).rejects.toThrow(
      join(spoilt, 'secrets-key'),
    );
    await rm(spoilt, { recursive: true });
  });

  test('is refused as the gateway would refuse it, before anything is sealed with it', () => {
    const sample = 'changeme-changeme-changeme-changeme';
    expect(() => readEnv({ SECRETS_KEY: sample })).toThrow(/SECRETS_KEY: use a random key/);
    expect(() => readEnv({ SECRETS_KEY: 'short' })).toThrow(/SECRETS_KEY: each key needs 32/);
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
