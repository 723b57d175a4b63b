import { parseEnvironment, secretsKeys } from '@chatpay/services';
import { z } from 'zod';

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  SECRETS_KEY: secretsKeys,
  DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(10),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  FAILPOINT: z.string().optional(),
});

export type GatewayEnv = z.infer<typeof environment>;

/** Reads the environment once. Throws one sentence that names every variable that is wrong. */
export function readEnv(variables: NodeJS.ProcessEnv = process.env): GatewayEnv {
  return parseEnvironment('gateway', environment, variables);
}
