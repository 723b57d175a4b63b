import type { z } from 'zod';

/**
 * An app's settings from its environment, in which an empty variable is a missing one. Throws one
 * sentence that names every variable that is wrong.
 */
export function parseEnvironment<Shape extends z.ZodType>(
  app: string,
  shape: Shape,
  variables: Record<string, string | undefined>,
): z.infer<Shape> {
  const filled = Object.entries(variables).filter(([, value]) => value !== '');
  const parsed = shape.safeParse(Object.fromEntries(filled));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`The ${app} cannot start with this environment: ${problems.join('; ')}`);
}
