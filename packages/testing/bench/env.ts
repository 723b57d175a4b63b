import { z } from 'zod';

const environment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
});

const OURS = /^(DATABASE_|REDIS_|SECRETS_|SANDBOX_|WORKER_|PORT$|PUBLIC_URL$|DATA_DIR$|FAILPOINT$)/;

export type BenchEnv = z.infer<typeof environment> & {
  /** What the measured programs inherit: nothing that is a setting of theirs. */
  inherited: NodeJS.ProcessEnv;
};

/** Reads the environment once. Throws one sentence that names every variable that is wrong. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): BenchEnv {
  const filled = Object.entries(source).filter(([, value]) => value !== '');
  const parsed = environment.safeParse(Object.fromEntries(filled));
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      (issue) => `${issue.path.join('.')}: ${issue.message}`,
    );
    throw new Error(`The bench cannot start with this environment: ${problems.join('; ')}`);
  }
  const inherited = Object.fromEntries(filled.filter(([name]) => !OURS.test(name)));
  return { ...parsed.data, inherited: { ...inherited, NODE_ENV: 'production' } };
}
