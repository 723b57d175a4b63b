import type { Job, JobName } from '@chatpay/core';
import { migrate } from '@chatpay/db';
import { createQueue } from '@chatpay/queue';
import { openDeps, requireOpenAccounts, ringNearby, stopAsked } from '@chatpay/services';
import { createAdapters } from './adapters.ts';
import { readEnv } from './env.ts';
import { createHandlers, type Handlers, runJob } from './handlers.ts';
import { createHealthServer, createWorkerMetrics, type WorkerMetrics } from './health.ts';
import { createPulse, type Pulse } from './pulse.ts';
import { runSweep } from './run-sweep.ts';

/** Money first, then what customers wrote, then what we say (rule R47). */
const CONCURRENCY: Record<JobName, number> = {
  'apply-payment-event': 48,
  'look-up-attempt': 4,
  'expire-request': 2,
  'advance-conversation': 8,
  'deliver-messages': 16,
};
/** Besides, what follows from work done here. */
const NEARBY = { 'advance-conversation': 48, 'deliver-messages': 48 };
const DRAIN_MS = 20_000;

try {
  await run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const env = readEnv();
  await migrate(env.DATABASE_URL);
  const { deps, queue, close } = openDeps({
    app: 'worker',
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    maxConnections: env.DATABASE_POOL,
    secretsKeys: env.SECRETS_KEY,
    publicUrl: env.PUBLIC_URL ?? `http://localhost:${env.PORT}`,
    logLevel: env.LOG_LEVEL,
    adapters: createAdapters(),
    openQueue: createQueue,
    timing: { deliveryLeaseMs: env.DELIVERY_LEASE_MS, evidenceWaitMs: env.EVIDENCE_WAIT_MS },
    failpoint: env.FAILPOINT,
  });
  try {
    await requireOpenAccounts(deps.directory);
  } catch (error) {
    await close();
    throw error;
  }
  const metrics = createWorkerMetrics();
  const pulse = createPulse(() => performance.now());
  const nearby = ringNearby(deps.queue, {
    runJob: (job) => runJob(handlers, job),
    logger: deps.logger,
    room: NEARBY,
  });
  const handlers = measured(createHandlers({ ...deps, queue: nearby }), metrics, pulse);
  const consumers = await queue.work(handlers, { concurrency: CONCURRENCY, drainMs: DRAIN_MS });
  const sweeping = runSweep(deps, {
    intervalMs: env.SWEEP_INTERVAL_MS,
    runJob: (job) => runJob(handlers, job),
    onSweep(found) {
      pulse.swept(found);
      metrics.sweeps.inc();
      metrics.overdue.set(found);
    },
  });
  const server = createHealthServer(metrics, pulse.isStuck);
  server.on('error', (error) => deps.logger.warn({ error }, 'worker metrics are not served'));
  server.listen(env.WORKER_PORT);
  deps.logger.info({}, 'worker works');
  process.send?.({ kind: 'listening', port: env.WORKER_PORT });

  await stopAsked();
  server.close();
  server.closeAllConnections();
  await sweeping.stop();
  await Promise.all([consumers.close(), nearby.close(DRAIN_MS)]);
  await close();
}

/** Times every job. A fault goes on to the queue, which logs it; the sweep brings the work again. */
function measured(handlers: Handlers, metrics: WorkerMetrics, pulse: Pulse): Handlers {
  async function timed<J extends Job>(job: J, handle: (job: J) => Promise<void>): Promise<void> {
    const stop = metrics.jobSeconds.startTimer({ job: job.name });
    pulse.worked();
    try {
      await handle(job);
      stop({ ended: 'done' });
    } catch (error) {
      stop({ ended: 'failed' });
      throw error;
    }
  }
  return {
    'advance-conversation': (job) => timed(job, handlers['advance-conversation']),
    'deliver-messages': (job) => timed(job, handlers['deliver-messages']),
    'apply-payment-event': (job) => timed(job, handlers['apply-payment-event']),
    'look-up-attempt': (job) => timed(job, handlers['look-up-attempt']),
    'expire-request': (job) => timed(job, handlers['expire-request']),
  };
}
