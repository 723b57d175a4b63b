import { existsSync } from 'node:fs';
import { env } from '../env.ts';

/** A browser on this machine. */
export type ListedBrowser = { readonly name: string; readonly path: string };

export const CHROMIUM_PATH = env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** Every browser there is to look through; none where there is no Chromium. */
export const browsers: ListedBrowser[] = existsSync(CHROMIUM_PATH)
  ? [{ name: 'Chromium', path: CHROMIUM_PATH }]
  : [];
