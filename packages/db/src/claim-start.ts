import pg from 'pg';

/** 0x63707374 spells `cpst`; it differs from the lock of migrations. */
const START_LOCK = 0x63707374;

/**
 * Claims the database for one `chatpay start`, or returns null while another one has it. The claim
 * is a lock of a connection that stays open: it ends with this process, however that ends.
 */
export async function claimStart(url: string): Promise<{ release(): Promise<void> } | null> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'chatpay-start',
    keepAlive: true,
  });
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query<{ claimed: boolean }>(
    'select pg_try_advisory_lock($1) as claimed',
    [START_LOCK],
  );
  if (rows[0]?.claimed) return { release: () => client.end() };
  await client.end();
  return null;
}
