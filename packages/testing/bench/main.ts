import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { arch, cpus, loadavg, platform, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@chatpay/core';
import { startEmbeddedPostgres } from '@chatpay/db/embedded';
import { type BenchEnv, readEnv } from './env.ts';
import { HELP, type Options, readOptions } from './options.ts';
import { type GraphApi, startGraphApi } from './paid/start-graph-api.ts';
import { atMost, seconds } from './report/figure.ts';
import { renderReport, type Section } from './report/render-report.ts';
import { backendSection, growthSection, type PaidTargets } from './report/sections.ts';
import { runFresh, runGrown } from './run-backend.ts';
import { applyShops } from './shops/apply-shops.ts';
import { benchShops } from './shops/bench-shops.ts';
import { measureStart } from './start/measure-start.ts';
import { type Databases, openDatabases } from './system/databases.ts';
import { openRedisQueue } from './system/redis-queue.ts';
import { type Stage, variablesFor } from './system/stage.ts';

type Ending = () => Promise<void> | void;
type Bench = {
  options: Options;
  env: BenchEnv;
  folder: string;
  graph: GraphApi;
  endings: Ending[];
};

const DEFAULT = { perSecond: 100, targets: { p50Ms: 50, p99Ms: null } };
const REDIS = { perSecond: 300, targets: { p50Ms: 25, p99Ms: 150 } };
const SECOND_START_S = 5;
/** Databases lie apart from the logs, so that they can go when the logs stay. */
const DATA = 'data';

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') process.stdout.write(HELP);
  else await run(options, readEnv());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function run(options: Options, env: BenchEnv): Promise<void> {
  const endings: Ending[] = [];
  const endAll = async () => {
    for (let end = endings.pop(); end; end = endings.pop()) await end();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => endAll().finally(() => process.exit(130)));
  }
  try {
    const folder = await mkdtemp(join(tmpdir(), 'chatpay-bench-'));
    say(`logs, kept when something fails: ${folder}`);
    endings.push(() => rm(join(folder, DATA), { recursive: true, force: true }));
    const graph = await startGraphApi();
    endings.push(graph.close);
    const head = describeMachine(options);
    const sections = await measureAll({ options, env, folder, graph, endings });
    process.stdout.write(`\n${renderReport(head, sections)}`);
    endings.unshift(() => rm(folder, { recursive: true, force: true }));
  } finally {
    await endAll();
  }
}

async function measureAll(bench: Bench): Promise<Section[]> {
  const { env, options, folder, endings } = bench;
  const sections: Section[] = [];
  if (options.parts.has('start')) {
    say('second start');
    const taken = await measureStart({
      env,
      dataDir: join(folder, DATA, 'start'),
      starts: options.starts,
    });
    const bound = { limit: SECOND_START_S, format: seconds };
    sections.push({ title: 'starts', figures: [atMost('second start', taken, bound)] });
  }
  if (!options.parts.has('paid') && !options.parts.has('intake')) return sections;

  const embedded = await startEmbeddedPostgres({
    dataDir: join(folder, DATA, 'postgres'),
    logger: silentLogger,
  });
  endings.push(embedded.stop);
  const own = await openDatabases(embedded.url);
  sections.push(...(await measureBackend(bench, own, { ...DEFAULT, redisUrl: null })));
  if (env.REDIS_URL) {
    const databases = env.DATABASE_URL ? await openDatabases(env.DATABASE_URL) : own;
    endings.push(databases.dropAll);
    sections.push(
      ...(await measureBackend(bench, databases, { ...REDIS, redisUrl: env.REDIS_URL })),
    );
  }
  return sections;
}

async function measureBackend(
  bench: Bench,
  databases: Databases,
  to: { redisUrl: string | null; perSecond: number; targets: PaidTargets },
): Promise<Section[]> {
  const queue = to.redisUrl === null ? null : await openRedisQueue(to.redisUrl);
  const redis = to.redisUrl && queue ? { url: to.redisUrl, queue } : null;
  const title =
    `PostgreSQL ${databases.version}, ` +
    (queue ? `queue in Redis ${queue.version}` : 'queue in PostgreSQL (the embedded default)');
  say(title);
  const stage = await setStage(bench, databases, redis);
  const perSecond = bench.options.rate ?? to.perSecond;
  const fresh = await runFresh(stage, perSecond);
  const sections = [{ title, figures: backendSection(fresh, to.targets) }];
  if (bench.options.grow) {
    const grown = await runGrown(stage, perSecond);
    const { conversations, messagesEach } = bench.options.grown;
    const stored = `${conversations} conversations, ${conversations * messagesEach} messages`;
    const figures = [...backendSection(grown, to.targets), ...growthSection(grown, fresh)];
    sections.push({ title: `${title}; ${stored}`, figures });
  }
  await databases.dropAll();
  return sections;
}

async function setStage(
  { options, env, folder, graph }: Bench,
  databases: Databases,
  redis: Stage['redis'],
): Promise<Stage> {
  const secretsKey = randomBytes(32).toString('base64');
  const template = await databases.create('template');
  say(` ${options.shops} shops`);
  const shops = await applyShops({
    shops: benchShops(options.shops),
    graphUrl: graph.url,
    databaseUrl: template,
    variables: variablesFor({ env, secretsKey, redis }, template),
    folder,
  });
  return { options, env, folder, secretsKey, databases, template, shops, graph, redis, say };
}

function describeMachine({ quick }: Options): string[] {
  const [cpu] = cpus();
  const gigabytes = (totalmem() / 1024 ** 3).toFixed(0);
  const [load = 0] = loadavg();
  return [
    `Chatpay bench, ${new Date().toISOString()}`,
    `${cpus().length} cores (${cpu?.model.trim() ?? 'unknown'}), ${gigabytes} GB, ` +
      `${platform()} ${arch()}, Node ${process.version}, load before ${load.toFixed(2)}`,
    'Generator, gateway, worker and servers share these cores.',
    ...(quick ? ['--quick: too short to judge by; it shows that the bench works.'] : []),
  ];
}

/** Progress, with the seconds since the start. The report alone goes to standard output. */
function say(line: string): void {
  process.stderr.write(`${(performance.now() / 1000).toFixed(1).padStart(6)} ${line}\n`);
}
