import { z } from 'zod';

const SAMPLE_KEYS = new Set(['changeme', 'secret', 'sample', 'example']);

const environment = z.object({
  NODE_ENV: z.string().default('development'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  SECRETS_KEY: z
    .string()
    .transform((keys) => keys.split(',').map((key) => key.trim()))
    .refine((keys) => keys.every((key) => key.length >= 32), 'each key needs 32 characters or more')
    .refine(
      (keys) => keys.every((key) => !SAMPLE_KEYS.has(key.toLowerCase()) && new Set(key).size > 8),
      'use a random key, such as the output of: openssl rand -base64 32',
    ),
  DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(10),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  FAILPOINT: z.string().optional(),
});

export type GatewayEnv = z.infer<typeof environment>;

/** Reads the environment once. Throws one sentence that names every variable that is wrong. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): GatewayEnv {
  const parsed = environment.safeParse(source);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The gateway cannot start with this environment: ${problems.join('; ')}`);
}
