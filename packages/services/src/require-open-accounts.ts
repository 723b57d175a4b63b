import type { Directory } from './directory.ts';

/**
 * For the start of a process: rejects, in one sentence, when the database has accounts and not one
 * of them can be opened. A single closed account harms only itself and is no reason not to start.
 */
export async function requireOpenAccounts(directory: Directory): Promise<void> {
  const { channels, providers, closed } = await directory.read();
  const known = channels.size + providers.size;
  if (known === 0 || closed.size < known) return;
  throw new Error(
    'None of the accounts in this database can be opened: set SECRETS_KEY to the key that they were applied with',
  );
}
