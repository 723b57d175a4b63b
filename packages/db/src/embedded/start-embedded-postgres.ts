import { resolve } from 'node:path';
import type { Logger } from '@chatpay/core';
import type { Postmaster } from '../../guardian/find-postmaster.mjs';
import { databaseUrl, ensureDatabase } from './connection.ts';
import {
  type DataDirectory,
  openDataDirectory,
  providePassword,
  rotateLog,
} from './data-directory.ts';
import { toEmbeddedFault } from './embedded-postgres-error.ts';
import { type Guardian, startGuardian } from './guardian.ts';
import { initCluster } from './init-cluster.ts';
import { findNativePackage, type NativePackage } from './native-package.ts';
import { provideNativeTree } from './native-tree.ts';
import { runServer } from './run-server.ts';
import { openRuntimeFolder } from './runtime-folder.ts';
import { chooseAccount, type ServerAccount } from './server-account.ts';
import { settlePostmaster } from './settle-postmaster.ts';
import { withStartLock } from './start-lock.ts';

export type EmbeddedPostgresConfig = { dataDir: string; logger: Logger };

export type EmbeddedPostgres = {
  /** Address of the database `chatpay`, with its password: not for logs. */
  url: string;
  /** Stops the server, unless another program still uses it. May be called twice. */
  stop(): Promise<void>;
};

/**
 * A real PostgreSQL server on 127.0.0.1 with its data under `dataDir`, shared by all programs that
 * start it there and stopped with the last of them, in whatever way that one ends.
 * Throws EmbeddedPostgresError.
 */
export async function startEmbeddedPostgres({
  dataDir,
  logger,
}: EmbeddedPostgresConfig): Promise<EmbeddedPostgres> {
  const path = resolve(dataDir);
  try {
    const native = findNativePackage();
    const directory = await openDataDirectory(path, native.major);
    return await withStartLock(directory.root, () => open(native, directory, logger));
  } catch (error) {
    throw toEmbeddedFault(error, path);
  }
}

async function open(
  native: NativePackage,
  directory: DataDirectory,
  logger: Logger,
): Promise<EmbeddedPostgres> {
  const account = await chooseAccount(directory.cluster);
  const guardian = await startGuardian(directory, (reason) =>
    logger.error({ reason }, 'the embedded PostgreSQL ended by itself'),
  );
  try {
    const password = await providePassword(directory);
    const { port } =
      (await join(directory, logger)) ??
      (await start({ native, directory, account, guardian, password, logger }));
    const server = { port, cluster: directory.cluster, password };
    await ensureDatabase(server);
    guardian.standBack();
    let stopped: Promise<void> | undefined;
    return {
      url: databaseUrl(server),
      stop() {
        stopped ??= guardian.release();
        return stopped;
      },
    };
  } catch (error) {
    await guardian.release();
    throw error;
  }
}

/** The server of another program, or one whose guardian was killed with everything else. */
async function join(directory: DataDirectory, logger: Logger): Promise<Postmaster | null> {
  const running = await settlePostmaster(directory.cluster);
  if (!running) return null;
  logger.info({ port: running.port }, 'using the embedded PostgreSQL that already runs');
  return running;
}

type Start = {
  native: NativePackage;
  directory: DataDirectory;
  account: ServerAccount;
  guardian: Guardian;
  password: string;
  logger: Logger;
};

async function start({ native, directory, account, guardian, password, logger }: Start) {
  const runtimeDir = openRuntimeFolder(directory.root, account);
  const tree = provideNativeTree(native, { runtimeDir, mayRunInPlace: account === null });
  await initCluster({ cluster: directory.cluster, password, tree, runtimeDir, account });
  await rotateLog(directory);
  const server = await runServer({ directory, tree, account, guardian });
  logger.info({ port: server.port }, 'the embedded PostgreSQL is ready');
  return server;
}
