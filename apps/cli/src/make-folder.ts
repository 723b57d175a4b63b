import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { errorCode } from '@chatpay/core';

/**
 * Makes a folder and those above it. Rejects where one of them cannot be made; Node's own recursive
 * mkdir never ends below a file system that has no folders to make, such as /proc.
 */
export async function makeFolder(path: string): Promise<void> {
  for (const folder of lineage(resolve(path))) {
    try {
      await mkdir(folder);
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
  }
}

/** A folder with all folders above it below the root, the highest first. */
function lineage(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [] : [...lineage(parent), path];
}
