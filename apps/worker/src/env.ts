import { parseEnvironment, secretsKeys } from '@chatpay/services';
import { z } from 'zod';

const environment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  SECRETS_KEY: secretsKeys,
  /** Where `/healthz` and `/metrics` of the worker are; 0 picks a free port. */
  WORKER_PORT: z.coerce.number().int().min(0).max(65_535).default(3001),
  DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(16),
  SWEEP_INTERVAL_MS: z.coerce.number().int().min(100).max(60_000).default(1_000),
  DELIVERY_LEASE_MS: z.coerce.number().int().min(500).default(30_000),
  EVIDENCE_WAIT_MS: z.coerce.number().int().min(100).default(60_000),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  FAILPOINT: z.string().optional(),
});

export type WorkerEnv = z.infer<typeof environment>;

/** Reads the environment once. Throws one sentence that names every variable that is wrong. */
export function readEnv(variables: NodeJS.ProcessEnv = process.env): WorkerEnv {
  return parseEnvironment('worker', environment, variables);
}
