import {
  assertSchemaCompatibility,
  LATEST_SCHEMA_VERSION,
  runMigrations,
  SchemaMigrationRequiredError,
} from 'bullmq';
import { Client } from 'pg';
import { SCHEMA } from './postgres-pool.ts';

/**
 * Brings BullMQ's tables up to date. Many processes may call it at once: the library takes an
 * advisory lock. A current schema is only read, so a role without DDL rights will do.
 */
export async function migrateBullmq(url: string): Promise<void> {
  const client = new Client({
    connectionString: url,
    application_name: 'chatpay-queue',
    connectionTimeoutMillis: 5_000,
    query_timeout: 60_000,
  });
  // Without a listener a dropped connection would end the process; the pending query rejects too.
  client.on('error', () => {});
  try {
    await client.connect();
    if ((await currentVersion(client)) < LATEST_SCHEMA_VERSION) await runMigrations(client, SCHEMA);
  } finally {
    client.end().catch(() => {});
  }
}

async function currentVersion(client: Client): Promise<number> {
  try {
    return await assertSchemaCompatibility(client, SCHEMA);
  } catch (error) {
    if (error instanceof SchemaMigrationRequiredError) return 0;
    throw error;
  }
}
