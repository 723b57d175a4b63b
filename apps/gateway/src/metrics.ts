import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

export type Metrics = ReturnType<typeof createMetrics>;

/** What the gateway counts, for Prometheus at `/metrics`. Durations are in seconds. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    webhookSeconds: new Histogram({
      name: 'chatpay_webhook_seconds',
      help: 'From the request being read to the answer, by door and status',
      labelNames: ['door', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
      registers: [registry],
    }),
    checkouts: new Counter({
      name: 'chatpay_checkouts_total',
      help: 'Presses of the pay button, by what came of them',
      labelNames: ['outcome'],
      registers: [registry],
    }),
  };
}
