import { z } from 'zod';

/**
 * Servers given by whoever runs the suite. Without them it brings its own PostgreSQL, and looks for
 * a browser where Debian has it.
 */
export const env = z
  .object({
    TEST_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    TEST_REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
    /** Repeats the mutations of a former run, whose test names say the seed. */
    E2E_SEED: z.coerce.number().int().optional(),
    PATH: z.string().default(''),
    HOME: z.string().default('/'),
    TMPDIR: z.string().optional(),
    CHROMIUM_PATH: z.string().optional(),
  })
  .parse(process.env);
