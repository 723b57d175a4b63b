import {
  listChannelAccounts,
  listPaymentAccounts,
  type Sealer,
  type Transaction,
} from '@chatpay/db';
import { credentialContext } from './directory.ts';
import type { ShopFile } from './shop-file.ts';

/**
 * Throws when the database holds an account that our key does not open. Gateways read all accounts
 * together: one that is sealed with another key would close the doors of every shop.
 */
export async function refuseForeignKey(tx: Transaction, sealer: Sealer): Promise<void> {
  const accounts = [...(await listChannelAccounts(tx)), ...(await listPaymentAccounts(tx))];
  try {
    for (const account of accounts) sealer.open(account.credentials, credentialContext(account));
  } catch (error) {
    throw new Error(
      'The accounts in this database are sealed with another key: set SECRETS_KEY to the one that its gateways have',
      { cause: error },
    );
  }
}

/** Throws when a channel account of the file is known by another key, here or in another shop. */
export async function refuseForeignAccounts(tx: Transaction, file: ShopFile): Promise<void> {
  const known = new Map(
    (await listChannelAccounts(tx)).map((row) => [`${row.channel} ${row.externalId}`, row]),
  );
  for (const { channel, externalId, key } of file.channels) {
    const row = known.get(`${channel} ${externalId}`);
    if (!row || row.key === key) continue;
    throw new Error(
      `The ${channel} account ${externalId} is known by the key ${row.key} already: a key stays for ever, and an account belongs to one shop`,
    );
  }
}
