import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { clusterName, findPostmaster, type Postmaster } from '../../guardian/find-postmaster.mjs';
import { clusterPath } from './cluster-path.ts';
import type { DataDirectory } from './data-directory.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import type { Guardian } from './guardian.ts';
import type { ServerAccount } from './server-account.ts';
import { until } from './until.ts';

export type Server = {
  directory: DataDirectory;
  tree: string;
  account: ServerAccount;
  guardian: Guardian;
};

/** Small machine, nothing lost: durability stays on, only the process and memory counts are modest. */
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  // The cluster's own folder, which only the server's user and root can enter.
  'unix_socket_directories=.',
  'max_connections=200',
  'shared_buffers=128MB',
  'fsync=on',
  'full_page_writes=on',
  'synchronous_commit=on',
  'wal_level=minimal',
  'max_wal_senders=0',
  'max_wal_size=1GB',
  'timezone=UTC',
  'log_timezone=UTC',
  'log_checkpoints=off',
];

const ATTEMPTS = 10;
const READY_MS = 120_000;
/** Someone took our port, or processes of a killed server are still going away. */
const PASSING = /could not bind|already exists|pre-existing shared memory block/;

/** Starts the server and waits until it accepts sessions, however long recovery takes within reason. */
export async function runServer(server: Server): Promise<Postmaster> {
  let complaint = '';
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = (await readLog(server)).length;
    server.guardian.run({ ...(await commandFor(server)), logFile: server.directory.logFile });
    const outcome = await until(() => readiness(server), READY_MS);
    if (outcome !== null && outcome !== 'ended') return outcome;

    complaint = firstComplaint((await readLog(server)).slice(before)) ?? reasonOf(server);
    if (!PASSING.test(complaint)) break;
    await until(() => false, 500);
  }
  throw new Error(complaint);
}

function readiness({ directory, guardian }: Server): Postmaster | 'ended' | null {
  if (guardian.ended() !== null) return 'ended';
  const found = findPostmaster(directory.cluster);
  return found?.status === 'ready' ? found : null;
}

async function commandFor({ directory, tree, account }: Server) {
  const settings = [
    ...SETTINGS,
    `port=${await freePort()}`,
    `cluster_name=${clusterName(directory.cluster)}`,
  ];
  return {
    command: join(tree, 'bin', 'postgres'),
    args: [
      '-D',
      clusterPath(directory.cluster, account),
      ...settings.flatMap((setting) => ['-c', setting]),
    ],
    cwd: directory.cluster,
    ...account,
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') {
    throw new EmbeddedPostgresError('not_started', 'No free port on 127.0.0.1 for the database.');
  }
  return address.port;
}

async function readLog({ directory }: Server): Promise<string> {
  return existsSync(directory.logFile) ? readFile(directory.logFile, 'utf8') : '';
}

function firstComplaint(log: string): string | undefined {
  return /^.*(?:FATAL|PANIC): +(.*)$/m.exec(log)?.[1];
}

function reasonOf({ guardian, directory }: Server): string {
  const ended = guardian.ended();
  const what = ended === null ? 'it is still not ready' : `it ended (${ended})`;
  return `${what}, see ${directory.logFile}`;
}
