import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { silentLogger } from '@chatpay/core';
import { startEmbeddedPostgres } from '@chatpay/db/embedded';
import { stopAsked } from '@chatpay/services';
import { apply } from './apply.ts';
import { type App, startApp } from './child-process.ts';
import type { CliEnv } from './env.ts';
import { makeFolder } from './make-folder.ts';
import { checkPort } from './port-check.ts';
import { readShopFile } from './read-shop-file.ts';
import { provideSecretsKey } from './secrets-key.ts';

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
  await checkPort(env.PORT, 'PORT');
  await checkPort(env.SANDBOX_PORT, 'SANDBOX_PORT');
  const started: Started = { apps: [], database: null, stopping: false };
  const stop = stopAsked().then(() => {
    started.stopping = true;
  });
  try {
    await startAll(env, say, started);
    await stop;
    say('\nStopping…');
  } finally {
    await Promise.all(started.apps.map((app) => app.stop()));
    await started.database?.stop();
  }
}

/** What has to be stopped again: the apps first, then what they depend on. */
type Started = {
  apps: App[];
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
  const secretsKey = await provideSecretsKey(env);
  const databaseUrl = env.DATABASE_URL ?? (await startDatabase(env, started));
  const sandboxUrl = `http://localhost:${env.SANDBOX_PORT}`;
  const gatewayUrl = `http://localhost:${env.PORT}`;
  const shop = await readShopFile(DEMO_SHOP, (text) => text.replace(DEMO_ADDRESS, sandboxUrl));
  await apply(env, { databaseUrl, secretsKey }, shop);

  const variables: NodeJS.ProcessEnv = {
    ...env.inherited,
    DATABASE_URL: databaseUrl,
    SECRETS_KEY: secretsKey,
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
