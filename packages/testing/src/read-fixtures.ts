import { readdirSync, readFileSync } from 'node:fs';

export type Fixture = { name: string; body: Buffer };

/** The files of a folder, byte by byte, by their names without extension, in order. */
export function readFixtures(folder: URL): Fixture[] {
  return readdirSync(folder)
    .sort()
    .map((file) => ({
      name: file.replace(/\.[a-z]+$/, ''),
      body: readFileSync(new URL(`${folder.href.replace(/\/$/, '')}/${file}`)),
    }));
}
