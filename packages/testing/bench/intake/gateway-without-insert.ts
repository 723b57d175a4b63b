import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { RequestListener, Server } from 'node:http';
import { z } from 'zod';
import { gatewayFile, moduleOf } from '../system/repository.ts';

type Incoming = { id: string; person: string | null };
type Stored = { id: string; laneId: string | null };
type Pool = object;
type Deps = { pool: Pool };
type Gateway = {
  createGateway(config: {
    deps: Deps;
    intake: Deps & {
      record(events: Incoming[]): Promise<Stored[]>;
      renderWelcome(): { status: number };
    };
    readiness: { pool: Pool; accepting(): boolean };
  }): RequestListener;
  createHttpServer(app: RequestListener): Server;
};
type Adapters = { createAdapters(): object };
type Environment = {
  readEnv(): {
    DATABASE_URL: string;
    REDIS_URL?: string;
    DATABASE_POOL: number;
    SECRETS_KEY: string[];
    LOG_LEVEL: string;
  };
};
type Queue = { createQueue(config: object): object };
type Services = {
  openDeps(config: object): { deps: Deps; close(): Promise<void> };
  stopAsked(): Promise<void>;
};

/**
 * The gateway as its own main.ts puts it together from the same built files, with one difference:
 * what it would store counts as stored at once. Signature, parsing, sealing and ringing are real.
 */
const { createGateway, createHttpServer }: Gateway = await import(gatewayFile('create-gateway.js'));
const { createAdapters }: Adapters = await import(gatewayFile('adapters.js'));
const { readEnv }: Environment = await import(gatewayFile('env.js'));
const { createQueue }: Queue = await import(moduleOf('apps/gateway', '@chatpay/queue'));
const { openDeps, stopAsked }: Services = await import(
  moduleOf('apps/gateway', '@chatpay/services')
);

const env = readEnv();
const { deps, close } = openDeps({
  app: 'gateway',
  databaseUrl: env.DATABASE_URL,
  redisUrl: env.REDIS_URL,
  maxConnections: env.DATABASE_POOL,
  secretsKeys: env.SECRETS_KEY,
  publicUrl: 'http://localhost',
  logLevel: env.LOG_LEVEL,
  adapters: createAdapters(),
  openQueue: createQueue,
});
const app = createGateway({
  deps,
  intake: {
    ...deps,
    record: async (events) =>
      events.map(({ id, person }) => ({ id, laneId: person === null ? null : randomUUID() })),
    renderWelcome: () => ({ status: 200 }),
  },
  readiness: { pool: deps.pool, accepting: () => true },
});
const server = createHttpServer(app);
server.listen(0);
await once(server, 'listening');
const address = z.object({ port: z.number() }).parse(server.address());
process.send?.({ kind: 'listening', port: address.port });

await stopAsked();
server.close();
server.closeAllConnections();
await close();
if (process.connected) process.disconnect();
