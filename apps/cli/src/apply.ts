import { errorCode } from '@chatpay/core';
import { connect, createSealer, migrate } from '@chatpay/db';
import { type Applied, applyShop, type ShopFile } from '@chatpay/services';
import { createAdapters } from './adapters.ts';
import type { CliEnv } from './env.ts';

/** Brings the database to the newest schema and the shop to what its file says. */
export async function apply(
  env: CliEnv,
  target: { databaseUrl: string; secretsKeys: string[] },
  shop: ShopFile,
): Promise<Applied> {
  await migrate(target.databaseUrl).catch(explainDatabase);
  const connection = connect({
    url: target.databaseUrl,
    max: 2,
    applicationName: 'chatpay-cli',
    onError: () => {},
  });
  try {
    const applying = applyShop(
      {
        db: connection.db,
        sealer: createSealer(target.secretsKeys),
        adapters: createAdapters(),
        readSecret: env.readSecret,
      },
      shop,
    );
    return await applying.catch(explainDatabase);
  } finally {
    await connection.close();
  }
}

/** One line per change, for a person. */
export function describeApplied(shop: ShopFile, { created, changed, removed }: Applied): string {
  const lines = [
    ...created.map((what) => `  + ${what}`),
    ...changed.map((what) => `  ~ ${what}`),
    ...removed.map((what) => `  - ${what} (switched off)`),
  ];
  if (lines.length === 0) return `${shop.name}: nothing to change.\n`;
  return `${shop.name}:\n${lines.join('\n')}\n`;
}

/** What the database itself says, without the query and its values; other errors stay as they are. */
export function explainDatabase(error: unknown): never {
  const isQuery = error instanceof Error && error.message.startsWith('Failed query');
  const origin = isQuery ? error.cause : error;
  const code = errorCode(origin);
  if (code === undefined) throw error;
  const reason = origin instanceof Error && origin.message !== '' ? origin.message : code;
  throw new Error(`The database cannot be used: ${reason}. Check DATABASE_URL and its server`, {
    cause: error,
  });
}
