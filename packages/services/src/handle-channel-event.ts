import type { ChannelEvent, FlowEvent } from '@chatpay/core';
import { newId } from '@chatpay/core';
import {
  findMessage,
  lastInbound,
  latestOrder,
  moveMessage,
  profileChanges,
  schema,
} from '@chatpay/db';
import { advanceFlow } from './advance-flow.ts';
import type { ChannelBody } from './event-body.ts';
import { applyReceipt, bindEcho } from './handle-delivery-news.ts';
import { changeContact, changeConversation, type Turn, writeMessages } from './turn.ts';

const WINDOW_MS = 24 * 60 * 60 * 1_000;
/** Viber repeats a callback for about an hour. */
const LONGEST_REPETITION_MS = 2 * 60 * 60 * 1_000;
/** What we cannot show but the person did on purpose: they can be reached. */
const ACTS_OF_THE_PERSON = new Set(['message', 'link-echo']);

type Unsupported = Extract<ChannelEvent, { type: 'unsupported' }>;
type Spoken = Extract<ChannelEvent, { type: 'message' | 'postback' }>;

/** Handles one event of a chat within its conversation's turn. */
export async function handleChannelEvent(
  turn: Turn,
  body: ChannelBody,
  seq: number,
): Promise<void> {
  changeContact(turn, profileChanges(turn.contact, body.profile));
  const { event } = body;
  switch (event.type) {
    case 'message':
    case 'postback':
      await handleSpoken(turn, { event, body, seq });
      return;
    case 'referral':
      openWindow(turn, body, 'referral');
      await toFlow(turn, { type: 'started', reference: event.reference });
      return;
    case 'started':
      await handleStarted(turn, event);
      return;
    case 'subscribed':
      changeContact(turn, { reachable: true });
      return;
    case 'unsubscribed':
      if (!(await hasWrittenSince(turn, body.occurredAt)))
        changeContact(turn, { reachable: false });
      return;
    case 'echo':
      await bindEcho(turn, event);
      return;
    case 'receipt':
      await applyReceipt(turn, event);
      return;
    case 'reaction':
      openWindow(turn, body, 'reaction');
      return;
    case 'edited':
    case 'deleted':
      await rewriteInbound(turn, event);
      return;
    case 'unsupported':
      await handleUnsupported(turn, event, seq);
      return;
  }
}

async function handleSpoken(
  turn: Turn,
  { event, body, seq }: { event: Spoken; body: ChannelBody; seq: number },
): Promise<void> {
  if (isLinkEcho(turn, event)) {
    const { messageId } = event;
    await handleUnsupported(turn, { type: 'unsupported', kind: 'link-echo', messageId }, seq);
    return;
  }
  openWindow(turn, body, event.type);
  changeContact(turn, { reachable: true });
  storeInbound(turn, { event, seq });
  await toFlow(turn, body.cardNumber ? { type: 'card_number' } : toFlowEvent(event));
}

/**
 * A farewell that comes late, as repeated callbacks do, is void once the person wrote again. One
 * that claims to be older than any repetition has a time that says nothing.
 */
async function hasWrittenSince(turn: Turn, occurredAt: string): Promise<boolean> {
  const leftAt = Date.parse(occurredAt);
  if (leftAt < Date.now() - LONGEST_REPETITION_MS) return false;
  await writeMessages(turn);
  const wroteAt = await lastInbound(turn.tx, turn.conversation.id);
  return wroteAt !== undefined && wroteAt.getTime() > leftAt;
}

/** Viber: before the person subscribes the only words are those in the webhook's own answer. */
async function handleStarted(
  turn: Turn,
  event: Extract<ChannelEvent, { type: 'started' }>,
): Promise<void> {
  if (event.subscribed) changeContact(turn, { reachable: true });
  await toFlow(
    turn,
    { type: 'started', reference: event.context },
    { alreadySaid: !event.subscribed },
  );
}

/**
 * A tap on Viber's pay button also sends the address of its page as the customer's words. Not every
 * client marks that as silent, which is how the adapter knows the others.
 */
function isLinkEcho({ open, deps }: Turn, event: Spoken): boolean {
  if (open.account.channel !== 'viber' || event.type !== 'message') return false;
  const text = event.text ?? '';
  return text.startsWith(`${deps.publicUrl}/pay/`) && !/\s/.test(text);
}

async function handleUnsupported(turn: Turn, event: Unsupported, seq: number): Promise<void> {
  if (event.messageId === null) return;
  if (ACTS_OF_THE_PERSON.has(event.kind)) changeContact(turn, { reachable: true });
  turn.unwritten.push({
    ...inboundColumns(turn, seq),
    content: null,
    detail: { unsupported: event.kind },
    externalId: event.messageId,
  });
  if (event.kind === 'message') await toFlow(turn, { type: 'unsupported' });
}

async function toFlow(
  turn: Turn,
  event: FlowEvent,
  options: { alreadySaid?: boolean } = {},
): Promise<void> {
  await advanceFlow(turn, event, await latestOrder(turn.tx, turn.conversation.id), options);
}

function toFlowEvent(event: Spoken): FlowEvent {
  if (event.type === 'postback') {
    return event.referral !== null
      ? { type: 'started', reference: event.referral }
      : { type: 'choice', payload: event.payload, label: event.title };
  }
  if (event.payload !== null) return { type: 'choice', payload: event.payload, label: event.text };
  if (event.phone !== null) return { type: 'phone', phone: event.phone };
  const [attachment] = event.attachments;
  if (event.text !== null && event.text.trim() !== '') return { type: 'text', text: event.text };
  return attachment ? { type: 'attachment', kind: attachment.kind } : { type: 'unsupported' };
}

function storeInbound(turn: Turn, { event, seq }: { event: Spoken; seq: number }): void {
  const text = event.type === 'message' ? event.text : event.title;
  turn.unwritten.push({
    ...inboundColumns(turn, seq),
    content: text ? { text, choices: [], link: null } : null,
    detail: {
      payload: event.payload,
      ...(event.type === 'message' ? { attachments: event.attachments } : {}),
    },
    externalId: event.messageId,
  });
}

function inboundColumns(turn: Turn, seq: number) {
  return {
    id: newId(),
    merchantId: turn.conversation.merchantId,
    conversationId: turn.conversation.id,
    direction: 'in' as const,
    seq,
    author: 'customer' as const,
    class: 'reply' as const,
    state: 'received' as const,
  };
}

/** The customer took words back or changed them: our copy follows. Neither is new input. */
async function rewriteInbound(
  turn: Turn,
  event: Extract<ChannelEvent, { type: 'edited' | 'deleted' }>,
): Promise<void> {
  await writeMessages(turn);
  const known = await findMessage(turn.tx, {
    conversationId: turn.conversation.id,
    externalId: event.messageId,
  });
  if (!known) return;
  const content = event.type === 'edited' ? { text: event.text, choices: [], link: null } : null;
  await moveMessage(
    turn.tx,
    { id: known.id, from: [...schema.MESSAGE_STATES] },
    { content, ...(event.type === 'deleted' ? { detail: { deleted: true } } : {}) },
  );
}

/** Meta lets us write for 24 hours after the customer acted; Viber has no such window. */
function openWindow(turn: Turn, body: ChannelBody, reason: string): void {
  if (turn.open.account.channel === 'viber') return;
  const expiresAt = new Date(Date.parse(body.occurredAt) + WINDOW_MS);
  const current = turn.conversation.windowExpiresAt;
  if (current && current >= expiresAt) return;
  changeConversation(turn, { windowExpiresAt: expiresAt, windowReason: reason });
}
