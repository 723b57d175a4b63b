import type { ChannelEvent, ReceivedEvent } from '@chatpay/core';
import { eventKey, fingerprint } from '../event-key.ts';
import { readInstant } from '../read-instant.ts';
import { wireText } from '../wire-field.ts';
import type { GraphItem } from './envelope.ts';
import { graphChange, graphComment, graphParties, graphStandby } from './wire.ts';

/** Who an item is about. */
export type Parties = {
  /** The Page or professional account it concerns. */
  account: string;
  person: string;
  /** True when the account itself is the sender. */
  isFromAccount: boolean;
  /** The item's own time as it stood on the wire. */
  saidAt: string | null;
};

export type Draft = { key: string; event: ChannelEvent };

/** Reads what stands under one key of an item. Null when it is not as documented. */
export type Reader = (value: unknown, parties: Parties) => Draft | null;

const ADDRESSING = new Set(['sender', 'recipient', 'timestamp']);
/** What the account itself can do; the rest tells of customers. */
const DONE_BY_ACCOUNT = new Set(['message', 'message_edit']);
/** What needs no answer, and so may be heard while another app owns the thread. */
const ASKS_NOTHING = new Set<ChannelEvent['type']>([
  'echo',
  'receipt',
  'reaction',
  'edited',
  'deleted',
]);

/**
 * One item of a delivery in our words, through the readers of one platform in their order. What no
 * reader takes becomes `unsupported`; an item without a person becomes nothing.
 */
export function translateItem(item: GraphItem, readers: Map<string, Reader>): ReceivedEvent | null {
  if (item.source === 'change') return translateChange(item);
  const parties = partiesOf(item);
  if (parties === null) return null;
  const draft = read(item, parties, readers);
  const { key, event } = item.source === 'standby' ? toStandby(item, draft) : draft;
  return {
    account: parties.account,
    person: parties.person,
    key,
    occurredAt: readInstant(parties.saidAt) ?? item.sentAt,
    event,
    profile: null,
  };
}

function partiesOf({ members, account: entryId }: GraphItem): Parties | null {
  const parsed = graphParties.safeParse(members);
  if (!parsed.success || parsed.data.sender === null) return null;
  const { sender, timestamp: saidAt, message } = parsed.data;
  const from = sender.id;
  const to = parsed.data.recipient?.id ?? null;
  const isFromAccount = from === entryId || message?.is_echo === true;
  const isNamed = from === entryId || to === entryId;
  // An entry that names neither side is not believed about the account: the sides are.
  const account = isNamed ? entryId : isFromAccount ? from : (to ?? entryId);
  const person = from === account ? to : from;
  return person === null ? null : { account, person, isFromAccount, saidAt };
}

function read({ members }: GraphItem, parties: Parties, readers: Map<string, Reader>): Draft {
  for (const [name, reader] of readers) {
    if (!Object.hasOwn(members, name)) continue;
    if (parties.isFromAccount && !DONE_BY_ACCOUNT.has(name)) return unsupported(name, members);
    return reader(members[name], parties) ?? unsupported(name, members);
  }
  const name = Object.keys(members).find((member) => !ADDRESSING.has(member)) ?? 'empty';
  return unsupported(name, members);
}

/** Another app owns the thread: to be seen, not to be answered. */
function toStandby({ members }: GraphItem, draft: Draft): Draft {
  if (ASKS_NOTHING.has(draft.event.type)) return draft;
  const parsed = graphStandby.safeParse(members);
  const mid = parsed.data?.message?.mid ?? parsed.data?.postback?.mid ?? null;
  const key = eventKey('standby', [mid ?? fingerprint(members)]);
  return { key, event: { type: 'unsupported', kind: 'standby', messageId: mid } };
}

/** A comment or another change of the account's pages. By the account itself: nobody to talk to. */
function translateChange({ members, account, sentAt }: GraphItem): ReceivedEvent | null {
  const change = graphChange.safeParse(members);
  const comment = graphComment.safeParse(change.data?.value);
  if (!change.success || !comment.success || comment.data.from.id === account) return null;
  const { from, comment_id, id } = comment.data;
  const { key, event } = unsupported(change.data.field, members);
  const messageId = comment_id ?? id;
  return {
    account,
    person: from.id,
    key,
    occurredAt: sentAt,
    event: { ...event, messageId },
    profile: null,
  };
}

function unsupported(name: string, members: unknown) {
  const kind = wireText.parse(name.slice(0, 64));
  const key = eventKey(`unsupported:${kind}`, [fingerprint(members)]);
  return { key, event: { type: 'unsupported' as const, kind, messageId: null } };
}
