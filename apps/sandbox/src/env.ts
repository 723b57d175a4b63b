import { z } from 'zod';

const url = z.url({ protocol: /^https?$/ });

const environment = z.object({
  SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  GATEWAY_URL: url.default('http://localhost:3000'),
  PUBLIC_SANDBOX_URL: url.optional(),
  /** Divides the waits between webhook tries. */
  SANDBOX_CLOCK_FACTOR: z.coerce.number().positive().default(1),
});

export type SandboxEnvironment = {
  port: number;
  gatewayUrl: string;
  publicUrl: string | null;
  clockFactor: number;
};

/** The sandbox's settings. Throws an Error that names every wrong variable. */
export function readEnvironment(
  variables: Record<string, string | undefined> = process.env,
): SandboxEnvironment {
  const filled = Object.entries(variables).filter(([, value]) => value !== '');
  const parsed = environment.safeParse(Object.fromEntries(filled));
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')} (${message})`);
    throw new Error(`The sandbox cannot start with these settings: ${wrong.join(', ')}.`);
  }
  const { data } = parsed;
  return {
    port: data.SANDBOX_PORT,
    gatewayUrl: data.GATEWAY_URL,
    publicUrl: data.PUBLIC_SANDBOX_URL ?? null,
    clockFactor: data.SANDBOX_CLOCK_FACTOR,
  };
}
