import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { makeFolder } from './make-folder.ts';

test('makes what is missing, twice without complaint, and says when it cannot', async () => {
  const base = await mkdtemp(join(tmpdir(), 'chatpay-folder-'));
  const path = join(base, 'a', 'b', 'c');
  await makeFolder(path);
  await makeFolder(path);
  expect((await stat(path)).isDirectory()).toBe(true);

  await writeFile(join(base, 'file'), '');
  await expect(makeFolder(join(base, 'file', 'x'))).rejects.toThrow('ENOTDIR');
  await rm(base, { recursive: true });
});
