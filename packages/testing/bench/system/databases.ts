import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** Databases of the bench on a server. All of them are dropped at the end. */
export type Databases = {
  /** PostgreSQL's version, such as `18.4`. */
  version: string;
  /** Creates a database, empty or as a copy of one nobody is connected to. Gives its address. */
  create(name: string, copyOf?: string): Promise<string>;
  /** Drops all that was created here, connected or not. */
  dropAll(): Promise<void>;
};

/** `url` is of any database of the server; nothing in it is touched. */
export async function openDatabases(url: string): Promise<Databases> {
  const mark = randomBytes(4).toString('hex');
  const created = new Set<string>();
  const version = await onServer(url, async (client) => {
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    return rows[0]?.server_version.split(' ')[0] ?? 'unknown';
  });

  return {
    version,
    async create(name, copyOf) {
      const database = `chatpay_bench_${mark}_${created.size}_${name}`;
      const template = copyOf ? ` template "${new URL(copyOf).pathname.slice(1)}"` : '';
      await onServer(url, (client) => client.query(`create database "${database}"${template}`));
      created.add(database);
      return withDatabase(url, database);
    },
    async dropAll() {
      for (const database of created) {
        await onServer(url, (client) =>
          client.query(`drop database if exists "${database}" with (force)`),
        );
      }
    },
  };
}

/** Runs `work` on one connection to a database, without the limits the apps put on statements. */
export async function onServer<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'chatpay-bench' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
