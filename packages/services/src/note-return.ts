import { askSooner } from '@chatpay/db';
import type { Deps } from './deps.ts';
import { ring } from './ring.ts';

/**
 * The browser came back from the provider. That proves nothing; it only makes us ask sooner, at
 * most once in a few seconds however often the page is opened.
 */
export async function noteReturn(
  deps: Pick<Deps, 'db' | 'queue' | 'logger'>,
  requestId: string,
): Promise<void> {
  const attempts = await askSooner(deps.db, requestId);
  ring(
    deps,
    attempts.map((attemptId) => ({ name: 'look-up-attempt', attemptId })),
  );
}
