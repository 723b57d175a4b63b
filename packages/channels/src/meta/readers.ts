import { eventKey, fingerprint } from '../event-key.ts';
import { toMessageDraft } from './message-event.ts';
import type { Reader } from './translate.ts';
import { graphEdit, graphPostback, graphReaction, graphReferral } from './wire.ts';

/** Readers for what Messenger and Instagram say in the same way. */
export const COMMON_READERS: [string, Reader][] = [
  ['message', toMessageDraft],
  ['postback', readPostback],
  ['referral', readReferral],
  ['reaction', readReaction],
  ['message_edit', readEdit],
];

function readPostback(...[value, parties]: Parameters<Reader>): ReturnType<Reader> {
  const parsed = graphPostback.safeParse(value);
  if (!parsed.success) return null;
  const { mid, title, payload, referral } = parsed.data;
  const name = mid ?? fingerprint([value, parties.person, parties.saidAt]);
  return {
    key: eventKey('postback', [name]),
    event: { type: 'postback', messageId: mid, title, payload, referral: referral?.ref ?? null },
  };
}

function readReferral(...[value, parties]: Parameters<Reader>): ReturnType<Reader> {
  const parsed = graphReferral.safeParse(value);
  if (!parsed.success) return null;
  return {
    key: eventKey('referral', [fingerprint([value, parties.person, parties.saidAt])]),
    event: { type: 'referral', reference: parsed.data.ref },
  };
}

function readReaction(...[value, parties]: Parameters<Reader>): ReturnType<Reader> {
  const parsed = graphReaction.safeParse(value);
  if (!parsed.success) return null;
  const { mid, action, emoji, reaction } = parsed.data;
  const isTakenBack = action !== 'react';
  return {
    key: eventKey('reaction', [mid, parties.person, String(parties.saidAt), action]),
    event: {
      type: 'reaction',
      messageId: mid,
      emoji: isTakenBack ? null : (emoji ?? reaction),
    },
  };
}

function readEdit(value: unknown): ReturnType<Reader> {
  const parsed = graphEdit.safeParse(value);
  if (!parsed.success) return null;
  const { mid, text, num_edit } = parsed.data;
  return {
    key: eventKey('edited', [mid, num_edit]),
    event: { type: 'edited', messageId: mid, text },
  };
}
