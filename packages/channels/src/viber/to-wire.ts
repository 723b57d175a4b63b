import type { MessageContent } from '@chatpay/core';
import { cutText, textWithLink } from '../cut-text.ts';
import { VIBER_CAPABILITIES } from './capabilities.ts';
import { toKeyboard } from './keyboard.ts';
import { textPayload, type ViberContent, type ViberSender } from './viber-client.ts';

/** 30 kB hold a whole request; sender, receiver and the names of the fields need less than 2. */
const MOST_BYTES = 28_000;
const LONGEST_SENDER_NAME = 28;
/** From this level on a client knows the share-phone button. */
const SHARE_PHONE_LEVEL = 3;

/** Our message for a person whose devices understand `apiLevel` (null: nobody told us). */
export function toWire(content: MessageContent, apiLevel: number | null): ViberContent {
  const { link } = content;
  const canSharePhone = apiLevel !== null && apiLevel >= SHARE_PHONE_LEVEL;
  const choices = content.choices.filter(({ kind }) => kind === 'reply' || canSharePhone);
  const asksPhone = choices.some(({ kind }) => kind === 'phone');
  const keyboard = toKeyboard(choices, link);
  return {
    message: textPayload(wordsThatFit(content, MOST_BYTES - bytesOf(keyboard))),
    keyboard,
    minApiVersion: asksPhone ? SHARE_PHONE_LEVEL : null,
  };
}

/** The text within the limits of a text and of a request. Few alphabets come near the second. */
function wordsThatFit({ text, link }: MessageContent, mostBytes: number): string {
  let { textLimit: limit } = VIBER_CAPABILITIES;
  for (;;) {
    const within = { limit, unit: VIBER_CAPABILITIES.textUnit };
    const words = link === null ? cutText(text, within) : textWithLink(text, link.url, within);
    const bytes = bytesOf(words);
    if (bytes <= mostBytes) return words;
    limit = Math.floor((limit * mostBytes) / bytes);
  }
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/**
 * The JSON to answer a `conversation_started` callback with: shown to the person as the welcome
 * message. It has no receiver, and nothing in it needs a newer client.
 * https://creators.viber.com/docs/bots-api/events/conversation-started
 */
export function toViberWelcome(content: MessageContent, sender: ViberSender): string {
  const { message, keyboard } = toWire(content, null);
  const { avatar } = sender;
  const name = toSenderName(sender.name);
  return JSON.stringify({
    sender: avatar === null ? { name } : { name, avatar },
    ...message,
    ...(keyboard === null ? {} : { keyboard }),
  });
}

export function toSenderName(name: string): string {
  return cutText(name, { limit: LONGEST_SENDER_NAME, unit: 'utf16' });
}
