import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { commandLine } from '../../../guardian/live-process.mjs';

/** Rows of one statement on a session of its own. */
export async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Everything that runs for this folder: the server, its own processes, its guardian. */
export function serverProcesses(dataDir: string): string[] {
  const cluster = join(dataDir, 'cluster');
  if (!existsSync(cluster)) return [];
  const { dev, ino } = statSync(cluster);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => commandLine(Number(pid)) ?? '')
    .filter((line) => line.includes(`chatpay-${dev}-${ino}`) || line.includes(dataDir));
}
