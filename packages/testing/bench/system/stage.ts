import type { BenchEnv } from '../env.ts';
import type { Options } from '../options.ts';
import type { GraphApi } from '../paid/start-graph-api.ts';
import type { StoredShop } from '../shops/apply-shops.ts';
import type { Databases } from './databases.ts';
import type { RedisQueue } from './redis-queue.ts';
import { mainOf } from './repository.ts';
import { type Program, startProgram } from './start-program.ts';

/** What one backend is measured with. */
export type Stage = {
  options: Options;
  env: BenchEnv;
  /** For logs and shop files. */
  folder: string;
  secretsKey: string;
  databases: Databases;
  /** A database with all shops and nothing else; copies of it are measured. */
  template: string;
  shops: StoredShop[];
  graph: GraphApi;
  /** Null where the queue lives in PostgreSQL. */
  redis: { url: string; queue: RedisQueue } | null;
  /** Says what is being done now. */
  say(line: string): void;
};

/** The environment of an app on this stage. Every port is a free one. */
export function variablesFor(
  stage: Pick<Stage, 'env' | 'secretsKey' | 'redis'>,
  databaseUrl: string,
): NodeJS.ProcessEnv {
  return {
    ...stage.env.inherited,
    DATABASE_URL: databaseUrl,
    ...(stage.redis ? { REDIS_URL: stage.redis.url } : {}),
    SECRETS_KEY: stage.secretsKey,
    PORT: '0',
    WORKER_PORT: '0',
  };
}

/** Starts a gateway, a worker, or a program of the bench that stands in for the gateway. */
export function startOn(
  stage: Stage,
  databaseUrl: string,
  program: { name: 'gateway' | 'worker' } | { name: string; main: string },
): Promise<Program> {
  return startProgram({
    name: program.name,
    main: 'main' in program ? program.main : mainOf(program.name),
    variables: variablesFor(stage, databaseUrl),
    folder: stage.folder,
    profiles: stage.options.profiles,
  });
}
