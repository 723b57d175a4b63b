import type { HttpReply, RawRequest } from '@chatpay/core';
import { maskCardNumbers, newId } from '@chatpay/core';
import type { IncomingEvent } from '@chatpay/db';
import type { Deps } from './deps.ts';
import type { OpenProvider } from './directory.ts';
import { sealBody } from './event-body.ts';
import type { RecordEvents } from './record-events.ts';
import { ring } from './ring.ts';

export type PaymentIntakeDeps = Pick<Deps, 'directory' | 'sealer' | 'queue' | 'logger'> & {
  record: RecordEvents;
};

/**
 * Takes a webhook of a payment provider: verify, parse, store, answer in the provider's own words.
 * Unknown accounts and bad signatures look alike from outside. Rejects when the database is away and
 * when the account's credentials cannot be opened, so that the provider comes again.
 */
export async function receivePaymentWebhook(
  deps: PaymentIntakeDeps,
  accountKey: string,
  request: RawRequest,
): Promise<HttpReply> {
  const open = await findProvider(deps, accountKey);
  if (!open) return { status: 401 };
  const receipt = open.provider.receive(request);
  if (receipt.kind === 'rejected') {
    deps.logger.warn({ account: accountKey, reason: receipt.reason }, 'payment webhook rejected');
    return open.provider.reply(receipt, 'rejected');
  }
  const { id, merchantId } = open.account;
  const row: IncomingEvent = {
    id: newId(),
    merchantId,
    accountId: id,
    source: 'payment',
    person: null,
    eventKey: receipt.key,
    state: receipt.kind === 'event' ? 'ready' : 'ignored',
    reason: receipt.kind === 'event' ? null : receipt.reason,
    body:
      receipt.kind === 'event'
        ? sealBody(deps.sealer, id, {
            event: receipt.event,
            raw: maskCardNumbers(request.body.toString('utf8')).text,
          })
        : null,
  };
  const stored = await deps.record([row]);
  if (receipt.kind === 'event') {
    ring(
      deps,
      stored.map((event) => ({ name: 'apply-payment-event', inboxId: event.id })),
    );
  }
  return open.provider.reply(receipt, 'stored');
}

async function findProvider(
  { directory }: PaymentIntakeDeps,
  key: string,
): Promise<OpenProvider | undefined> {
  let snapshot = await directory.read();
  if (!snapshot.providersByKey.has(key)) snapshot = await directory.refresh();
  const open = snapshot.providersByKey.get(key);
  if (open && snapshot.closed.has(open.account.id)) {
    throw new Error('the account is closed until its shop is applied again');
  }
  return open;
}
