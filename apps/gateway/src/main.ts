import { once } from 'node:events';
import { errorCode } from '@chatpay/core';
import { migrate } from '@chatpay/db';
import { createQueue } from '@chatpay/queue';
import {
  createRecorder,
  type IntakeDeps,
  openDeps,
  requireOpenAccounts,
  stopAsked,
} from '@chatpay/services';
import { createAdapters } from './adapters.ts';
import { createGateway, createHttpServer } from './create-gateway.ts';
import { createDrain } from './drain.ts';
import { readEnv } from './env.ts';
import { renderWelcome } from './render-welcome.ts';

/** How long requests that are under way may still take after a stop was asked for. */
const DRAIN_MS = 10_000;

try {
  await run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const env = readEnv();
  await migrate(env.DATABASE_URL);
  const { deps, close } = openDeps({
    app: 'gateway',
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    maxConnections: env.DATABASE_POOL,
    secretsKeys: env.SECRETS_KEY,
    publicUrl: env.PUBLIC_URL ?? `http://localhost:${env.PORT}`,
    logLevel: env.LOG_LEVEL,
    adapters: createAdapters(),
    openQueue: createQueue,
    failpoint: env.FAILPOINT,
  });
  const intake: IntakeDeps = {
    ...deps,
    record: createRecorder(deps),
    renderWelcome,
  };
  let accepting = true;
  const app = createGateway({
    deps,
    intake,
    readiness: { pool: deps.pool, accepting: () => accepting },
  });
  const server = createHttpServer(app);
  const drain = createDrain(server, DRAIN_MS);
  try {
    await requireOpenAccounts(deps.directory);
    await listen(server, env.PORT);
  } catch (error) {
    await close();
    throw error;
  }
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : env.PORT;
  deps.logger.info({ port }, 'gateway listens');
  process.send?.({ kind: 'listening', port });

  await stopAsked();
  accepting = false;
  await drain();
  await close();
}

async function listen(server: ReturnType<typeof createHttpServer>, port: number): Promise<void> {
  server.listen(port);
  try {
    await once(server, 'listening');
  } catch (error) {
    if (errorCode(error) !== 'EADDRINUSE') throw error;
    throw new Error(`Port ${port} is in use: stop the other program or set PORT to a free one`, {
      cause: error,
    });
  }
}
