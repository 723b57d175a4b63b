import type { Connection } from '@chatpay/db';
import { Router } from 'express';
import type { Metrics } from './metrics.ts';

export type Readiness = {
  pool: Connection['pool'];
  /** False from the moment the process was asked to stop. */
  accepting(): boolean;
};

/** `/healthz`: the process lives. `/readyz`: it can store events. `/metrics`: Prometheus text. */
export function createHealthRouter({ pool, accepting }: Readiness, metrics: Metrics): Router {
  const router = Router();

  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });

  router.get('/readyz', async (_request, response) => {
    if (!accepting()) {
      response.status(503).json({ status: 'stopping' });
      return;
    }
    try {
      await pool.query('select 1');
      response.json({ status: 'ready' });
    } catch {
      response.status(503).json({ status: 'database is away' });
    }
  });

  router.get('/metrics', async (_request, response) => {
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });

  return router;
}
