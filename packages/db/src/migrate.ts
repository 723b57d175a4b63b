import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';

/** 0x63706179 spells `cpay`; any fixed number will do as long as every process uses the same. */
const MIGRATION_LOCK = 0x63706179;

/**
 * Brings the database to the newest schema. Several processes may call it at once: one works, the
 * others wait. The lock lives on a connection of its own and ends with it.
 */
export async function migrate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'chatpay-migrate' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await applyMigrations(drizzle(client), {
      migrationsFolder: fileURLToPath(new URL('../migrations', import.meta.url)),
    });
  } finally {
    await client.end();
  }
}
