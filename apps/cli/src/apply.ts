import { connect, createSealer, migrate } from '@chatpay/db';
import { type Applied, applyShop, type ShopFile } from '@chatpay/services';
import { createAdapters } from './adapters.ts';
import type { CliEnv } from './env.ts';

/** Brings the database to the newest schema and the shop to what its file says. */
export async function apply(
  env: CliEnv,
  target: { databaseUrl: string; secretsKey: string },
  shop: ShopFile,
): Promise<Applied> {
  await migrate(target.databaseUrl);
  const connection = connect({
    url: target.databaseUrl,
    max: 2,
    applicationName: 'chatpay-cli',
    onError: () => {},
  });
  try {
    return await applyShop(
      {
        db: connection.db,
        sealer: createSealer(target.secretsKey.split(',').map((key) => key.trim())),
        adapters: createAdapters(),
        readSecret: env.readSecret,
      },
      shop,
    );
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
