import { createServer, type Server } from 'node:http';
import express from 'express';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export type WorkerMetrics = ReturnType<typeof createWorkerMetrics>;

/** What the worker counts, for Prometheus. Durations are in seconds. */
export function createWorkerMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    jobSeconds: new Histogram({
      name: 'chatpay_job_seconds',
      help: 'Time of one job, by its name and how it ended',
      labelNames: ['job', 'ended'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 15],
      registers: [registry],
    }),
    overdue: new Gauge({
      name: 'chatpay_overdue_work',
      help: 'Pieces of work the last sweep found waiting longer than they should',
      registers: [registry],
    }),
    sweeps: new Counter({
      name: 'chatpay_sweeps_total',
      help: 'Sweeps that went through',
      registers: [registry],
    }),
  };
}

/** `/healthz` fails while the worker is stuck, so that a supervisor restarts it. */
export function createHealthServer(metrics: WorkerMetrics, isStuck: () => boolean): Server {
  const app = express();
  app.disable('x-powered-by');
  app.get(['/healthz', '/readyz'], (_request, response) => {
    const stuck = isStuck();
    response.status(stuck ? 503 : 200).json({ status: stuck ? 'stuck' : 'ok' });
  });
  app.get('/metrics', async (_request, response) => {
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  return createServer(app);
}
