/** What tests read from the environment: servers to use instead of ones of their own. */
export const testEnv = {
  /** A PostgreSQL server on which databases may be created and dropped. */
  databaseUrl: process.env['TEST_DATABASE_URL'] || undefined,
  redisUrl: process.env['TEST_REDIS_URL'] || undefined,
};
