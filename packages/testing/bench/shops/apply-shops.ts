import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onServer } from '../system/databases.ts';
import { mainOf } from '../system/repository.ts';
import { type BenchShop, shopFileOf } from './bench-shops.ts';

/** A shop with the ids its rows have. */
export type StoredShop = BenchShop & {
  merchantId: string;
  channelAccountId: string;
  paymentAccountId: string;
};

const AT_ONCE = 2;
const run = promisify(execFile);

/** Brings every shop into the database with `chatpay apply`, as an operator would. */
export async function applyShops(to: {
  shops: BenchShop[];
  graphUrl: string;
  databaseUrl: string;
  variables: NodeJS.ProcessEnv;
  folder: string;
}): Promise<StoredShop[]> {
  const waiting = [...to.shops];
  const applyNext = async (): Promise<void> => {
    for (let shop = waiting.shift(); shop; shop = waiting.shift()) {
      const path = join(to.folder, `${shop.key}.json`);
      await writeFile(path, JSON.stringify(shopFileOf(shop, to.graphUrl)));
      await run(process.execPath, [mainOf('cli'), 'apply', path], { env: to.variables });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, applyNext));
  return readShops(to.databaseUrl, to.shops);
}

async function readShops(databaseUrl: string, shops: BenchShop[]): Promise<StoredShop[]> {
  const stored = await onServer(databaseUrl, (client) =>
    client.query<Pick<StoredShop, 'key' | 'merchantId' | 'channelAccountId' | 'paymentAccountId'>>(
      `select merchant.key, merchant.id as "merchantId",
         channel_account.id as "channelAccountId", payment_account.id as "paymentAccountId"
       from merchant
       join channel_account on channel_account.merchant_id = merchant.id
       join payment_account on payment_account.merchant_id = merchant.id`,
    ),
  );
  return shops.map((shop) => {
    const row = stored.rows.find(({ key }) => key === shop.key);
    if (!row) throw new Error(`Shop ${shop.key} was not stored`);
    return { ...shop, ...row };
  });
}
