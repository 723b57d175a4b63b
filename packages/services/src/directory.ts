import type {
  ChannelAdapter,
  ChannelName,
  Logger,
  PaymentProvider,
  Product,
  ProviderName,
} from '@chatpay/core';
import type {
  ChannelAccount,
  Database,
  Merchant,
  PaymentAccount,
  ProductRow,
  Sealer,
} from '@chatpay/db';
import { listChannelAccounts, listMerchants, listPaymentAccounts, listProducts } from '@chatpay/db';
import { createClosedChannel, createClosedProvider } from './closed-account.ts';

/** A channel account that is ready to talk. */
export type OpenChannel = { account: ChannelAccount; merchant: Merchant; adapter: ChannelAdapter };
/** A payment account that is ready to be paid through. */
export type OpenProvider = {
  account: PaymentAccount;
  merchant: Merchant;
  provider: PaymentProvider;
};
/** Accounts whose webhooks are signed with the same secrets, such as all Pages of one app. */
export type Receiver = { adapter: ChannelAdapter; accounts: Map<string, OpenChannel> };

/** What apps supply: adapters from stored configuration. `signer` is equal for equal secrets. */
export type AdapterFactory = {
  channel(config: {
    channel: ChannelName;
    key: string;
    externalId: string;
    name: string;
    credentials: unknown;
    settings: Record<string, unknown>;
  }): { adapter: ChannelAdapter; signer: string };
  provider(config: {
    provider: ProviderName;
    key: string;
    credentials: unknown;
    settings: Record<string, unknown>;
  }): PaymentProvider;
};

/** All that is configured, read from the database and kept for a few seconds. */
export type Directory = {
  read(): Promise<DirectorySnapshot>;
  /** Reads again at once when the last read is older than a second, for names we do not know. */
  refresh(): Promise<DirectorySnapshot>;
};

/**
 * Accounts that were switched off stay here, because money and words of theirs may still be under
 * way; only the doors of a channel close with it. One whose credentials cannot be opened harms only
 * itself (guarantee G8): its id is in `closed`, and what it has to say or to ask waits.
 */
export type DirectorySnapshot = {
  closed: Set<string>;
  channels: Map<string, OpenChannel>;
  channelsByKey: Map<string, OpenChannel>;
  receivers: Map<ChannelName, Receiver[]>;
  providers: Map<string, OpenProvider>;
  providersByKey: Map<string, OpenProvider>;
  merchants: Map<string, Merchant>;
  products: Map<string, Product[]>;
};

const FRESH_MS = 5_000;
const REFRESH_AT_MOST_EVERY_MS = 1_000;

/** Reads configuration on first use; later reads happen beside the work, not in front of it. */
export function createDirectory(config: {
  db: Database;
  sealer: Sealer;
  adapters: AdapterFactory;
  logger: Logger;
  monotonicMs(): number;
}): Directory {
  let current: { snapshot: DirectorySnapshot; readAt: number } | undefined;
  let reading: Promise<DirectorySnapshot> | undefined;
  const built: Built = { channels: new Map(), providers: new Map() };

  function load(): Promise<DirectorySnapshot> {
    reading ??= readSnapshot(config, built)
      .then((snapshot) => {
        current = { snapshot, readAt: config.monotonicMs() };
        return snapshot;
      })
      .finally(() => {
        reading = undefined;
      });
    return reading;
  }

  return {
    async read() {
      if (!current) return load();
      if (config.monotonicMs() - current.readAt > FRESH_MS) load().catch(() => {});
      return current.snapshot;
    },
    async refresh() {
      if (current && config.monotonicMs() - current.readAt < REFRESH_AT_MOST_EVERY_MS) {
        return current.snapshot;
      }
      return load();
    },
  };
}

/** Adapters that were built already; one is kept as long as its stored row stays the same. */
type Built = {
  channels: Map<string, BuiltChannel>;
  providers: Map<string, BuiltProvider>;
};

/** Without a signer the account is closed: nothing that is signed can be its own. */
type BuiltChannel = { stamp: string; adapter: ChannelAdapter; signer: string | null };
type BuiltProvider = { stamp: string; provider: PaymentProvider; closed: boolean };

type Source = { db: Database; sealer: Sealer; adapters: AdapterFactory; logger: Logger };

async function readSnapshot(source: Source, built: Built): Promise<DirectorySnapshot> {
  const [merchantRows, channelRows, paymentRows, productRows] = await Promise.all([
    listMerchants(source.db),
    listChannelAccounts(source.db),
    listPaymentAccounts(source.db),
    listProducts(source.db),
  ]);
  const merchants = new Map(merchantRows.map((merchant) => [merchant.id, merchant]));
  const channels = new Map<string, OpenChannel>();
  const receivers = new Map<ChannelName, Map<string, Receiver>>();
  const closed = new Set<string>();
  for (const account of channelRows) {
    const merchant = merchants.get(account.merchantId);
    if (!merchant) continue;
    const { adapter, signer } = openChannel(source, built, account);
    const open = { account, merchant, adapter };
    channels.set(account.id, open);
    if (signer === null) closed.add(account.id);
    if (signer === null || !account.active) continue;
    const ofChannel = receivers.get(account.channel) ?? new Map<string, Receiver>();
    receivers.set(account.channel, ofChannel);
    const receiver = ofChannel.get(signer) ?? { adapter, accounts: new Map() };
    ofChannel.set(signer, receiver);
    receiver.accounts.set(account.externalId, open);
  }
  const providers = new Map<string, OpenProvider>();
  for (const account of paymentRows) {
    const merchant = merchants.get(account.merchantId);
    if (!merchant) continue;
    const { provider, closed: isClosed } = openProvider(source, built, account);
    providers.set(account.id, { account, merchant, provider });
    if (isClosed) closed.add(account.id);
  }
  return {
    closed,
    channels,
    channelsByKey: byKey(channels, ({ account }) => account.active),
    receivers: new Map([...receivers].map(([name, group]) => [name, [...group.values()]])),
    providers,
    providersByKey: byKey(providers, () => true),
    merchants,
    products: groupProducts(productRows),
  };
}

function openChannel(source: Source, built: Built, account: ChannelAccount): BuiltChannel {
  const stamp = stampOf(account);
  const known = built.channels.get(account.id);
  if (known?.stamp === stamp) return known;
  const opened = attempt(source, account, (credentials) =>
    source.adapters.channel({ ...account, credentials }),
  ) ?? { adapter: createClosedChannel(account.channel), signer: null };
  built.channels.set(account.id, { stamp, ...opened });
  return { stamp, ...opened };
}

function openProvider(source: Source, built: Built, account: PaymentAccount): BuiltProvider {
  const stamp = stampOf(account);
  const known = built.providers.get(account.id);
  if (known?.stamp === stamp) return known;
  const opened = attempt(source, account, (credentials) =>
    source.adapters.provider({ ...account, credentials }),
  );
  const provider = opened ?? createClosedProvider(account.provider);
  const result = { stamp, provider, closed: opened === undefined };
  built.providers.set(account.id, result);
  return result;
}

/** Undefined, and a line in the log once per stored row, when the account cannot be opened. */
function attempt<T>(
  { sealer, logger }: Source,
  account: ChannelAccount | PaymentAccount,
  open: (credentials: unknown) => T,
): T | undefined {
  try {
    const sealed = sealer.open(account.credentials, credentialContext(account));
    return open(JSON.parse(sealed.toString()));
  } catch (error) {
    logger.error({ account: account.key, error }, 'account cannot be opened: apply its shop again');
    return undefined;
  }
}

/** What sealed credentials are bound to: bytes moved to another account do not open. */
export function credentialContext(account: { id: string; merchantId: string }): string {
  return `credentials:${account.merchantId}:${account.id}`;
}

function stampOf(account: { key: string; credentials: Buffer; settings: unknown }): string {
  return `${account.key} ${account.credentials.toString('base64')} ${JSON.stringify(account.settings)}`;
}

function byKey<T extends { account: { key: string } }>(
  open: Map<string, T>,
  keep: (item: T) => boolean,
): Map<string, T> {
  return new Map([...open.values()].filter(keep).map((item) => [item.account.key, item]));
}

function groupProducts(rows: ProductRow[]): Map<string, Product[]> {
  const products = new Map<string, Product[]>();
  for (const row of rows) {
    const list = products.get(row.merchantId) ?? [];
    list.push({
      sku: row.sku,
      names: row.names,
      descriptions: row.descriptions,
      price: { minor: row.priceMinor, currency: row.currency },
    });
    products.set(row.merchantId, list);
  }
  return products;
}
