import { newId } from '@chatpay/core';
import type { Database, Merchant, Sealer, Transaction } from '@chatpay/db';
import {
  findAccountByKey,
  findMerchantByKey,
  listMerchantAccounts,
  listMerchantProducts,
  saveChannelAccount,
  saveMerchant,
  savePaymentAccount,
  saveProduct,
} from '@chatpay/db';
import { buildAdapters } from './build-adapters.ts';
import { type AdapterFactory, credentialContext } from './directory.ts';
import { refuseForeignAccounts, refuseForeignKey } from './refuse-foreign.ts';
import { resolveSecrets, type ShopFile } from './shop-file.ts';

export type Applied = { created: string[]; changed: string[]; removed: string[] };

type ApplyDeps = {
  db: Database;
  sealer: Sealer;
  /** Builds each adapter once, so that credentials it cannot use are refused before anything is written. */
  adapters: AdapterFactory;
  readSecret(name: string): string | undefined;
};

/**
 * Brings a shop to what its file says, in one transaction; applying the same file again changes
 * nothing. What the file no longer names is switched off, never deleted: orders refer to it.
 * Throws with a sentence for people when a secret is missing, an account cannot be used or belongs
 * elsewhere, or the database is sealed with another key.
 */
export async function applyShop(deps: ApplyDeps, file: ShopFile): Promise<Applied> {
  const channels = file.channels.map((account) => ({
    ...account,
    credentials: resolveSecrets(account.credentials, deps.readSecret),
  }));
  const payments = file.payments.map((account) => ({
    ...account,
    credentials: resolveSecrets(account.credentials, deps.readSecret),
  }));
  buildAdapters(deps.adapters, { channels, payments });

  return deps.db.transaction(async (tx) => {
    const applied: Applied = { created: [], changed: [], removed: [] };
    await refuseForeignKey(tx, deps.sealer);
    await refuseForeignAccounts(tx, file);
    const merchant = await applyMerchant(tx, file, applied);
    const seal = createAccountSeal(deps.sealer, merchant.id);
    await applyAccounts(tx, { kind: 'channel', merchant, applied, seal, accounts: channels, file });
    await applyAccounts(tx, { kind: 'payment', merchant, applied, seal, accounts: payments, file });
    await applyCatalogue(tx, { file, merchantId: merchant.id, applied });
    return applied;
  });
}

async function applyMerchant(
  tx: Transaction,
  file: ShopFile,
  applied: Applied,
): Promise<Pick<Merchant, 'id' | 'key'>> {
  const settings: Merchant['settings'] = {
    nextSteps: file.texts.nextSteps,
    support: file.texts.support,
    defaultLanguage: file.defaultLanguage,
    linkLifetimeMinutes: file.link.lifetimeMinutes,
    acceptLate: file.link.acceptLate,
    maxDeclines: file.link.maxDeclines,
    handBackMinutes: file.takeover.handBackMinutes,
  };
  const wanted = { key: file.key, name: file.name, settings };
  const known = await findMerchantByKey(tx, file.key);
  if (known && isSame(wanted, { key: known.key, name: known.name, settings: known.settings })) {
    return known;
  }
  const id = known?.id ?? newId();
  await saveMerchant(tx, { id, ...wanted });
  note(applied, known !== undefined, `shop ${file.key}`);
  return { id, key: file.key };
}

type AccountSeal = {
  seal(accountId: string, credentials: unknown): Buffer;
  open(accountId: string, sealed: Buffer): unknown;
};

function createAccountSeal(sealer: Sealer, merchantId: string): AccountSeal {
  return {
    seal: (id, credentials) =>
      sealer.seal(JSON.stringify(credentials), credentialContext({ id, merchantId })),
    open: (id, sealed) =>
      JSON.parse(sealer.open(sealed, credentialContext({ id, merchantId })).toString()),
  };
}

type AccountsToApply = {
  merchant: Pick<Merchant, 'id' | 'key'>;
  applied: Applied;
  seal: AccountSeal;
  file: ShopFile;
} & (
  | {
      kind: 'channel';
      accounts: (Omit<ShopFile['channels'][number], 'credentials'> & { credentials: unknown })[];
    }
  | {
      kind: 'payment';
      accounts: (Omit<ShopFile['payments'][number], 'credentials'> & { credentials: unknown })[];
    }
);

async function applyAccounts(tx: Transaction, to: AccountsToApply): Promise<void> {
  for (const account of to.accounts) {
    const known = await findAccountByKey(tx, to.kind, account.key);
    if (known && known.merchantId !== to.merchant.id) {
      throw new Error(
        `The ${to.kind} key ${account.key} belongs to another shop: choose another key`,
      );
    }
    const { credentials, ...open } = account;
    if (known) {
      const stored = {
        open: known.described,
        credentials: to.seal.open(known.id, known.credentials),
      };
      if (known.active && isSame({ open, credentials }, stored)) continue;
    }
    const id = known?.id ?? newId();
    const row = {
      id,
      merchantId: to.merchant.id,
      active: true,
      credentials: to.seal.seal(id, credentials),
    };
    if ('channel' in open)
      await saveChannelAccount(tx, { ...row, ...open, scenario: to.file.scenario });
    else await savePaymentAccount(tx, { ...row, ...open });
    note(to.applied, known !== undefined, `${to.kind} ${account.key}`);
  }
  const named = new Set(to.accounts.map((account) => account.key));
  const rows = await listMerchantAccounts(tx, to.kind, to.merchant.id);
  for (const row of rows.filter(({ key, active }) => active && !named.has(key))) {
    await row.switchOff(tx);
    to.applied.removed.push(`${to.kind} ${row.key}`);
  }
}

async function applyCatalogue(
  tx: Transaction,
  { file, merchantId, applied }: { file: ShopFile; merchantId: string; applied: Applied },
): Promise<void> {
  const rows = await listMerchantProducts(tx, merchantId);
  const bySku = new Map(rows.map((row) => [row.sku, row]));
  for (const [position, item] of file.catalogue.entries()) {
    const known = bySku.get(item.sku);
    bySku.delete(item.sku);
    const wanted = {
      sku: item.sku,
      names: item.names,
      descriptions: item.descriptions,
      priceMinor: item.price * 100,
      currency: 'AMD' as const,
      position,
      active: true,
    };
    if (known) {
      const { id: _id, merchantId: _merchantId, createdAt: _createdAt, ...stored } = known;
      if (isSame(wanted, stored)) continue;
    }
    await saveProduct(tx, { id: known?.id ?? newId(), merchantId, ...wanted });
    note(applied, known !== undefined, `product ${item.sku}`);
  }
  for (const row of bySku.values()) {
    if (!row.active) continue;
    await saveProduct(tx, { ...row, active: false });
    applied.removed.push(`product ${row.sku}`);
  }
}

function note(applied: Applied, existed: boolean, what: string): void {
  (existed ? applied.changed : applied.created).push(what);
}

/** Deep equality of plain data, whatever the order of keys. */
function isSame(left: unknown, right: unknown): boolean {
  return canonical(left) === canonical(right);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
