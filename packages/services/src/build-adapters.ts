import { z } from 'zod';
import type { AdapterFactory } from './directory.ts';

type Accounts = {
  channels: Parameters<AdapterFactory['channel']>[0][];
  payments: Parameters<AdapterFactory['provider']>[0][];
};

/** Builds every adapter once. Throws a sentence that names the account and all that is wrong with it. */
export function buildAdapters(adapters: AdapterFactory, { channels, payments }: Accounts): void {
  for (const account of channels) {
    explain(`The ${account.channel} account ${account.key}`, () => adapters.channel(account));
  }
  for (const account of payments) {
    explain(`The ${account.provider} account ${account.key}`, () => adapters.provider(account));
  }
}

function explain(account: string, build: () => unknown): void {
  try {
    build();
  } catch (error) {
    throw new Error(`${account} cannot be used: ${reasonOf(error)}`, { cause: error });
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof z.ZodError)) return error instanceof Error ? error.message : String(error);
  return error.issues
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
    .join('; ');
}
