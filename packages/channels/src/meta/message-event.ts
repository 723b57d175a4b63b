import { eventKey, fingerprint } from '../event-key.ts';
import { toAttachments } from './attachments.ts';
import type { Draft, Parties } from './translate.ts';
import { type GraphMessage, graphMessage } from './wire.ts';

/** Everything that comes under `message`: words, taps, echoes, withdrawals. */
export function toMessageDraft(value: unknown, parties: Parties): Draft | null {
  const parsed = graphMessage.safeParse(value);
  if (!parsed.success) return null;
  const message = parsed.data;
  const messageId = message.mid ?? fingerprint([value, parties.person, parties.saidAt]);
  if (message.is_deleted === true) {
    return { key: eventKey('deleted', [messageId]), event: { type: 'deleted', messageId } };
  }
  if (parties.isFromAccount || message.is_self === true) return toEcho(message, messageId);
  const key = eventKey('message', [messageId]);
  if (message.is_unsupported === true || isEmpty(message)) {
    return { key, event: { type: 'unsupported', kind: 'message', messageId } };
  }
  return {
    key,
    event: {
      type: 'message',
      messageId,
      text: message.text || null,
      ...tapOf(message),
      attachments: toAttachments(message.attachments),
      referral: message.referral?.ref ?? null,
    },
  };
}

function toEcho(message: GraphMessage, messageId: string): Draft {
  const { text, metadata: correlation, app_id: appId } = message;
  const key = eventKey('echo', [messageId]);
  return { key, event: { type: 'echo', messageId, text, correlation, appId } };
}

function isEmpty({ text, quick_reply, attachments }: GraphMessage): boolean {
  return !text && !quick_reply?.payload && attachments.length === 0;
}

/**
 * A `user_phone_number` quick reply puts the number into payload and text alike, though perhaps
 * not in the same writing; one of ours has a payload that no label equals.
 */
function tapOf({ text, quick_reply }: GraphMessage) {
  const payload = quick_reply?.payload || null;
  if (payload === null || !/^\+?\d[\d ()-]{5,20}$/.test(payload)) return { payload, phone: null };
  const isPhone = digitsOf(payload) === digitsOf(text ?? payload);
  return isPhone ? { payload: null, phone: payload } : { payload, phone: null };
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}
