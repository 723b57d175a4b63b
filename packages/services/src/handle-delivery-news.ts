import type { ChannelEvent, MessageContent } from '@chatpay/core';
import { newId } from '@chatpay/core';
import type { Message } from '@chatpay/db';
import { findMessage, moveMessage, raiseMessage, raiseUntil, unsettledSends } from '@chatpay/db';
import { changeContact, changeConversation, handOver, type Turn, writeMessages } from './turn.ts';

type Echo = Extract<ChannelEvent, { type: 'echo' }>;
type Receipt = Extract<ChannelEvent, { type: 'receipt' }>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * What the account itself said. Our own send comes back, perhaps before its answer: bind it, never
 * store it twice. What our app sent from elsewhere is only noted. Anything else was typed by a
 * person in the platform's own tools, and then the bot is silent.
 */
export async function bindEcho(turn: Turn, echo: Echo): Promise<void> {
  await writeMessages(turn);
  const ours = await findEchoed(turn, echo);
  if (ours) {
    await settleSend(turn, ours, echo.messageId);
    return;
  }
  const { appId } = turn.open.account.settings;
  const isOurApp = echo.appId !== null && echo.appId === appId;
  const seq = turn.conversation.outboundSeq + 1;
  if (!isOurApp) handOver(turn, 'a person answered in the platform');
  changeConversation(turn, { outboundSeq: seq });
  turn.unwritten.push({
    id: newId(),
    merchantId: turn.conversation.merchantId,
    conversationId: turn.conversation.id,
    direction: 'out',
    seq,
    author: isOurApp ? 'bot' : 'app',
    class: isOurApp ? 'reply' : 'typed',
    content: echo.text ? { text: echo.text, choices: [], link: null } : null,
    state: 'sent',
    externalId: echo.messageId,
  });
}

/**
 * By the platform's id, by our own mark, else by its words among the sends that wait for an answer.
 * Those are read first: a send whose answer comes between the two questions has its id by then.
 */
async function findEchoed(turn: Turn, echo: Echo): Promise<Message | undefined> {
  const conversationId = turn.conversation.id;
  const carriesMark = turn.open.adapter.capabilities.echoesCorrelation;
  const unsettled = carriesMark ? [] : await unsettledSends(turn.tx, conversationId);
  const byId = await findMessage(turn.tx, { conversationId, externalId: echo.messageId });
  if (byId) return byId;
  if (echo.correlation !== null && UUID.test(echo.correlation)) {
    return findMessage(turn.tx, { conversationId, id: echo.correlation });
  }
  return unsettled.find(({ content }) => content !== null && isSame(content, echo.text));
}

/**
 * The platform may show our text with the link written out below it, or as a template, whose echo
 * has no text at all. Without a link of ours that is something a person attached.
 */
function isSame({ text, link }: MessageContent, echoed: string | null): boolean {
  return echoed === null ? link !== null : echoed.startsWith(text.slice(0, 200));
}

async function settleSend(turn: Turn, ours: Message, externalId: string): Promise<void> {
  await moveMessage(
    turn.tx,
    { id: ours.id, from: ['queued', 'retry', 'sending', 'unknown'] },
    { state: 'sent', externalId, sentAt: new Date(), reason: null },
  );
}

/** Receipts only raise a state. One for a message we do not know is normal. */
export async function applyReceipt(turn: Turn, receipt: Receipt): Promise<void> {
  await writeMessages(turn);
  const conversationId = turn.conversation.id;
  for (const externalId of receipt.messageIds) {
    const known =
      (await findMessage(turn.tx, { conversationId, externalId })) ??
      (await evidenceOf(turn, externalId));
    if (known?.direction === 'out') await applyTo(turn, known, receipt);
  }
  if (receipt.watermark === null || receipt.status === 'failed') return;
  await raiseUntil(turn.tx, conversationId, {
    state: receipt.status,
    until: new Date(receipt.watermark),
  });
}

async function applyTo(turn: Turn, known: Message, receipt: Receipt): Promise<void> {
  if (receipt.status === 'failed') {
    await moveMessage(
      turn.tx,
      { id: known.id, from: ['sending', 'unknown', 'sent'] },
      { state: 'refused', reason: receipt.reason ?? 'the customer’s app refused it' },
    );
    return;
  }
  changeContact(turn, { reachable: true });
  await raiseMessage(turn.tx, known.id, receipt.status);
}

/**
 * Viber echoes nothing, but a receipt with a token we do not know, for this person and after a
 * send whose answer was lost, says that the send arrived (rule R29).
 */
async function evidenceOf(turn: Turn, externalId: string): Promise<Message | undefined> {
  if (turn.open.adapter.capabilities.echoesCorrelation) return undefined;
  const [oldest] = await unsettledSends(turn.tx, turn.conversation.id);
  if (oldest?.state !== 'unknown') return undefined;
  await settleSend(turn, oldest, externalId);
  return { ...oldest, state: 'sent', externalId };
}
