import type {
  ChannelName,
  ChannelReceipt,
  HttpReply,
  RawRequest,
  ReceivedEvent,
} from '@chatpay/core';
import { maskCardNumbers, newId, OK } from '@chatpay/core';
import type { IncomingEvent } from '@chatpay/db';
import type { Deps } from './deps.ts';
import type { DirectorySnapshot, OpenChannel, Receiver } from './directory.ts';
import { type ChannelBody, sealBody } from './event-body.ts';
import type { RecordEvents } from './record-events.ts';
import { ring } from './ring.ts';
import { type RenderWelcome, welcomeReply } from './welcome.ts';

export type IntakeDeps = Pick<Deps, 'directory' | 'sealer' | 'queue' | 'logger'> & {
  record: RecordEvents;
  renderWelcome: RenderWelcome;
};

type Door = { channel: ChannelName; accountKey: string | null };
type Verified = { receipt: ChannelReceipt; receiver: Receiver | undefined };

/**
 * Takes a webhook of a chat platform: verify, parse, store, answer. The answer is 200 only after
 * COMMIT. Rejects when the database is away; the caller answers 503 and the platform comes again.
 */
export async function receiveChannelWebhook(
  deps: IntakeDeps,
  door: Door,
  request: RawRequest,
): Promise<HttpReply> {
  const { receipt, receiver } = await verify(deps, door, request);
  switch (receipt.kind) {
    case 'handshake':
      return receipt.reply;
    case 'rejected':
      deps.logger.warn({ channel: door.channel, reason: receipt.reason }, 'webhook rejected');
      return { status: receipt.status };
    case 'events':
      return recordReceived(deps, door.channel, { events: receipt.events, receiver });
  }
}

async function recordReceived(
  deps: IntakeDeps,
  channel: ChannelName,
  { events, receiver }: { events: ReceivedEvent[]; receiver: Receiver | undefined },
): Promise<HttpReply> {
  const closed = closedNames(await deps.directory.read(), channel);
  const rows = events
    .filter(({ account }) => !closed.has(account))
    .map((event) =>
      toIncoming(deps, { channel, received: event }, receiver?.accounts.get(event.account)),
    );
  const stored = await deps.record(rows);
  const lanes = new Set(stored.flatMap(({ laneId }) => laneId ?? []));
  ring(
    deps,
    [...lanes].map((conversationId) => ({ name: 'advance-conversation', conversationId })),
  );
  if (rows.length < events.length) throw new Error(CLOSED);
  const welcome = await welcomeReply(deps, { events, receiver });
  return welcome ?? OK;
}

/**
 * Asks every group of accounts that shares its secrets. An event is believed only for accounts of
 * the group whose secret signed it, so one shop's app cannot speak for another shop's account.
 */
async function verify(deps: IntakeDeps, door: Door, request: RawRequest): Promise<Verified> {
  const first = tryReceivers(receiversFor(await deps.directory.read(), door), request);
  if (first.receipt.kind !== 'rejected') return first;
  const snapshot = await deps.directory.refresh();
  const second = tryReceivers(receiversFor(snapshot, door), request);
  const mayBeClosed = second.receiver === undefined && isClosed(snapshot, door);
  if (mayBeClosed && second.receipt.kind === 'rejected') throw new Error(CLOSED);
  return second;
}

/** Whoever calls an account that is closed has to come again: nothing can be verified now. */
const CLOSED = 'the account is closed until its shop is applied again';

function isClosed(snapshot: DirectorySnapshot, door: Door): boolean {
  if (door.accountKey === null) return closedNames(snapshot, door.channel).size > 0;
  const open = snapshot.channelsByKey.get(door.accountKey);
  return open?.account.channel === door.channel && snapshot.closed.has(open.account.id);
}

/** The platform's names of the closed accounts of a channel. Hardly ever one. */
function closedNames(snapshot: DirectorySnapshot, channel: ChannelName): Set<string> {
  const accounts = [...snapshot.closed].flatMap((id) => snapshot.channels.get(id)?.account ?? []);
  const concerned = accounts.filter((account) => account.active && account.channel === channel);
  return new Set(concerned.map(({ externalId }) => externalId));
}

function receiversFor(snapshot: DirectorySnapshot, door: Door): Receiver[] {
  if (door.accountKey === null) return snapshot.receivers.get(door.channel) ?? [];
  const open = snapshot.channelsByKey.get(door.accountKey);
  if (open?.account.channel !== door.channel) return [];
  const accounts = new Map([
    [open.account.externalId, open],
    [open.account.key, open],
  ]);
  return [{ adapter: open.adapter, accounts }];
}

function tryReceivers(receivers: Receiver[], request: RawRequest): Verified {
  let rejected: ChannelReceipt = { kind: 'rejected', status: 404, reason: 'no such account' };
  for (const receiver of receivers) {
    const receipt = receiver.adapter.receive(request);
    if (receipt.kind !== 'rejected') return { receipt, receiver };
    const signatureHeld = receipt.status === 400 || receipt.status === 404;
    if (signatureHeld) return { receipt, receiver };
    rejected = receipt;
  }
  return { receipt: rejected, receiver: undefined };
}

function toIncoming(
  deps: IntakeDeps,
  { channel, received }: { channel: ChannelName; received: ReceivedEvent },
  open: OpenChannel | undefined,
): IncomingEvent {
  const row = { id: newId(), source: 'channel' as const, person: received.person };
  if (!open) {
    return {
      ...row,
      merchantId: null,
      accountId: null,
      eventKey: `${channel}:${received.account}:${received.key}`,
      state: 'ignored',
      reason: 'account is not connected',
      body: null,
    };
  }
  return {
    ...row,
    merchantId: open.account.merchantId,
    accountId: open.account.id,
    eventKey: received.key,
    state: 'ready',
    reason: null,
    body: sealBody(deps.sealer, open.account.id, toBody(received)),
  };
}

/** Card numbers are masked before anything is stored; `cardNumber` makes the bot say why. */
function toBody({ event, profile, occurredAt }: ReceivedEvent): ChannelBody {
  const body = { event, profile, occurredAt: occurredAt.toISOString(), cardNumber: false };
  if (!('text' in event) || event.text === null) return body;
  const { text, found } = maskCardNumbers(event.text);
  return found ? { ...body, event: { ...event, text }, cardNumber: true } : body;
}
