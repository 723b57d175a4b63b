import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { processToken } from '../../guardian/live-process.mjs';
import { withStartLock } from './start-lock.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'chatpay-lock-'));
});
afterEach(() => rm(root, { recursive: true }));

describe('withStartLock', () => {
  test('never lets two in', async () => {
    let inside = 0;
    const seen: number[] = [];
    await Promise.all(
      Array.from({ length: 12 }, () =>
        withStartLock(root, async () => {
          seen.push(++inside);
          await new Promise((resolve) => setImmediate(resolve));
          inside--;
        }),
      ),
    );
    expect(seen).toEqual(Array(12).fill(1));
    expect(await readdir(root)).toEqual([]);
  });

  test('is free again after a failure', async () => {
    const failure = withStartLock(root, () => Promise.reject(new Error('no')));
    await expect(failure).rejects.toThrow('no');
    expect(await withStartLock(root, async () => 'in')).toBe('in');
  });

  test.each([
    ['of a process that is gone', '4194999.17 abcdef'],
    ['of another process that now has our number', `${process.pid}.1 abcdef`],
    ['that is empty', ''],
  ])('takes over a lock %s', async (_, content) => {
    await writeFile(join(root, 'start.lock'), content);
    expect(await withStartLock(root, async () => 'in')).toBe('in');
    expect(await readdir(root)).toEqual([]);
  });

  test('waits for a living holder', async () => {
    const lock = join(root, 'start.lock');
    await writeFile(lock, `${processToken(process.pid)} other`);
    let isIn = false;
    const entered = withStartLock(root, async () => {
      isIn = true;
    });
    await withStartLock(await mkdtemp(join(root, 'else-')), async () => undefined);
    expect(isIn).toBe(false);
    await rm(lock);
    await entered;
    expect(isIn).toBe(true);
  });
});
