import { resolve } from 'node:path';
import { parseEnvironment, secretsKeys } from '@chatpay/services';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);

const environment = z.object({
  NODE_ENV: z.string().default('development'),
  PORT: port.default(3000),
  SANDBOX_PORT: port.default(4000),
  WORKER_PORT: port.default(3001),
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  SECRETS_KEY: secretsKeys.optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

export type CliEnv = z.infer<typeof environment> & {
  /** The value of any variable, for secrets that a shop file names. */
  readSecret(name: string): string | undefined;
  /** What child processes inherit. */
  inherited: NodeJS.ProcessEnv;
};

/** Reads the environment once. Throws one sentence that names every variable that is wrong. */
export function readEnv(variables: NodeJS.ProcessEnv = process.env): CliEnv {
  const settings = parseEnvironment('command line', environment, variables);
  return {
    ...settings,
    DATA_DIR: resolve(settings.DATA_DIR),
    readSecret: (name) => variables[name] || undefined,
    inherited: variables,
  };
}
