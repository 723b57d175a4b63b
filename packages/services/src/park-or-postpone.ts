import type { InboxRow } from '@chatpay/db';
import { databaseFault, postponeEvent, settleEvents } from '@chatpay/db';
import type { Deps } from './deps.ts';
import { safeMessage } from './safe-message.ts';

const MAX_ATTEMPTS = 5;
const FIRST_DELAY_MS = 1_000;
const MAX_DELAY_MS = 60_000;

/**
 * What happens to an event whose handling failed: later again, with growing pauses and full jitter;
 * after five attempts it is parked with the reason, for a person. A database that is away is no
 * fault of the event and never parks it; then this may reject as well, and the sweep finds the row.
 */
export async function parkOrPostpone(
  deps: Deps,
  row: Pick<InboxRow, 'id' | 'attempts'>,
  error: unknown,
): Promise<void> {
  const reason = safeMessage(error);
  if (row.attempts >= MAX_ATTEMPTS && databaseFault(error) !== 'away') {
    await settleEvents(deps.db, [{ id: row.id, state: 'parked', reason }]);
    deps.logger.error({ inboxId: row.id, attempts: row.attempts, error }, 'event parked');
    return;
  }
  const ceiling = Math.min(FIRST_DELAY_MS * 2 ** Math.min(row.attempts - 1, 10), MAX_DELAY_MS);
  const delayMs = Math.ceil(ceiling * (0.5 + deps.random() / 2));
  await postponeEvent(deps.db, row.id, { delayMs, reason });
  deps.logger.warn({ inboxId: row.id, attempts: row.attempts, error }, 'event will be tried again');
}
