import pg from 'pg';

export const DATABASE_USER = 'chatpay';
const DATABASE = 'chatpay';

/** The address of the application's database. The password is made of URL-safe characters. */
export function databaseUrl(port: number, password: string, database = DATABASE): string {
  return `postgresql://${DATABASE_USER}:${password}@127.0.0.1:${port}/${database}`;
}

/** Creates the application's database when it is missing. Throws when the server refuses us. */
export async function ensureDatabase(port: number, password: string): Promise<void> {
  const client = new pg.Client({
    connectionString: databaseUrl(port, password, 'postgres'),
    connectionTimeoutMillis: 30_000,
  });
  await client.connect();
  try {
    const found = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}
