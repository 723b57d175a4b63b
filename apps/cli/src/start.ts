import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { silentLogger } from '@chatpay/core';
import { claimStart } from '@chatpay/db';
import { startEmbeddedPostgres } from '@chatpay/db/embedded';
import { createQueue } from '@chatpay/queue';
import { stopAsked } from '@chatpay/services';
import { apply, explainDatabase } from './apply.ts';
import { type App, startApp } from './child-process.ts';
import type { CliEnv } from './env.ts';
import { makeFolder } from './make-folder.ts';
import { checkPorts } from './port-check.ts';
import { readShopFile } from './read-shop-file.ts';
import { provideSecretsKeys } from './secrets-key.ts';

const APPS = fileURLToPath(new URL('../../', import.meta.url));
const DEMO_SHOP = join(APPS, 'sandbox', 'demo-shop.json');
const DEMO_ADDRESS = /http:\/\/localhost:4000/g;

type Say = (line: string) => void;

/**
 * Starts everything on this machine: database, sandbox, gateway and worker, with the demo shop.
 * Resolves after a stop was asked for and all of it has ended. Throws one sentence when something
 * cannot start; nothing is left running then either.
 */
export async function start(env: CliEnv, say: Say): Promise<void> {
  await prepareFolder(env);
  const { PORT, SANDBOX_PORT, WORKER_PORT } = env;
  await checkPorts({ PORT, SANDBOX_PORT, WORKER_PORT });
  if (env.REDIS_URL) await checkRedis(env.REDIS_URL);
  const started: Started = { apps: [], claim: null, database: null, stopping: false };
  const stop = stopAsked().then(() => {
    started.stopping = true;
  });
  try {
    await startAll(env, say, started);
    await stop;
    say('\nStopping…');
  } finally {
    await Promise.all(started.apps.map((app) => app.stop()));
    await started.claim?.release();
    await started.database?.stop();
  }
}

/** What has to be stopped again: the apps first, then what they depend on. */
type Started = {
  apps: App[];
  claim: { release(): Promise<void> } | null;
  database: { stop(): Promise<void> } | null;
  stopping: boolean;
};

async function prepareFolder({ DATA_DIR }: CliEnv): Promise<void> {
  try {
    await makeFolder(join(DATA_DIR, 'logs'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `Nothing can be written to ${DATA_DIR}: set DATA_DIR to a folder of yours (${reason})`,
    );
  }
}

async function startAll(env: CliEnv, say: Say, started: Started): Promise<void> {
  const secretsKeys = await provideSecretsKeys(env);
  const databaseUrl = env.DATABASE_URL ?? (await startDatabase(env, started));
  started.claim = await claim(env, databaseUrl);
  const sandboxUrl = `http://localhost:${env.SANDBOX_PORT}`;
  const gatewayUrl = `http://localhost:${env.PORT}`;
  const shop = await readShopFile(DEMO_SHOP, (text) => text.replace(DEMO_ADDRESS, sandboxUrl));
  await apply(env, { databaseUrl, secretsKeys }, shop);

  const variables: NodeJS.ProcessEnv = {
    ...env.inherited,
    DATABASE_URL: databaseUrl,
    SECRETS_KEY: secretsKeys.join(','),
    GATEWAY_URL: gatewayUrl,
    PUBLIC_URL: env.PUBLIC_URL ?? gatewayUrl,
    PORT: String(env.PORT),
    SANDBOX_PORT: String(env.SANDBOX_PORT),
    WORKER_PORT: String(env.WORKER_PORT),
  };
  const apps = await Promise.all(
    ['sandbox', 'gateway', 'worker'].map((name) =>
      startOne(env, { name, variables, say, started }),
    ),
  );
  say(banner({ shop: shop.name, sandboxUrl, gatewayUrl, apps, env }));
}

async function startOne(
  env: CliEnv,
  to: {
    name: string;
    variables: NodeJS.ProcessEnv;
    say: Say;
    started: Started;
  },
): Promise<App> {
  const app = await startApp({
    name: to.name,
    main: join(APPS, to.name, 'dist', 'main.js'),
    logFile: join(env.DATA_DIR, 'logs', `${to.name}.log`),
    variables: to.variables,
    isStopping: () => to.started.stopping,
    onRestart: (name) => to.say(`The ${name} ended by itself and is started again.`),
  });
  to.started.apps.push(app);
  return app;
}

async function startDatabase(env: CliEnv, started: Started): Promise<string> {
  const database = await startEmbeddedPostgres({
    dataDir: join(env.DATA_DIR, 'postgres'),
    logger: silentLogger,
  });
  started.database = database;
  return database.url;
}

/** A second start would give the shop another sandbox, and take the first one's customers away. */
async function claim(env: CliEnv, databaseUrl: string) {
  const claimed = await claimStart(databaseUrl).catch(explainDatabase);
  if (claimed) return claimed;
  const place = env.DATABASE_URL ? 'the database of DATABASE_URL' : env.DATA_DIR;
  const other = env.DATABASE_URL ? 'DATABASE_URL to another one' : 'DATA_DIR to another folder';
  throw new Error(`Chatpay already runs on ${place}: stop it, or set ${other}`);
}

/** Later the work goes on without Redis; at the start its absence is most likely a wrong address. */
async function checkRedis(url: string): Promise<void> {
  const queue = createQueue({ backend: { kind: 'redis', url }, logger: silentLogger });
  try {
    await queue.ping();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The Redis of REDIS_URL cannot be used: ${reason}`, { cause: error });
  } finally {
    await queue.close();
  }
}

function banner(about: {
  shop: string;
  sandboxUrl: string;
  gatewayUrl: string;
  apps: App[];
  env: CliEnv;
}): string {
  const database = about.env.DATABASE_URL ? 'your PostgreSQL' : 'its own PostgreSQL';
  const queue = about.env.REDIS_URL ? 'your Redis' : 'PostgreSQL';
  return `
Chatpay runs with the demo shop “${about.shop}”.

  Three phones to chat and pay in:  ${about.sandboxUrl}
  The gateway:                      ${about.gatewayUrl}/readyz
  Logs:                             ${join(about.env.DATA_DIR, 'logs')}

It keeps its data in ${database} and its queue in ${queue}. Ctrl-C stops all of it.`;
}
