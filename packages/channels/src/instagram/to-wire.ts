import type { LinkButton, OutboundMessage } from '@chatpay/core';
import { cutText, fits, textWithLink } from '../cut-text.ts';
import {
  type ButtonTemplate,
  fitsTemplate,
  type QuickReply,
  toButtonTemplate,
  toQuickReplies,
} from '../meta/message-parts.ts';
import { INSTAGRAM_CAPABILITIES } from './capabilities.ts';

const TEXT = { limit: INSTAGRAM_CAPABILITIES.textLimit, unit: INSTAGRAM_CAPABILITIES.textUnit };

/** The body of `POST /{account}/messages`. Quick replies are documented beside text only. */
export type InstagramSend = {
  recipient: { id: string };
  messaging_type: 'RESPONSE';
  message: { text: string; quick_replies?: QuickReply[] } | { attachment: ButtonTemplate };
};

/** Our message as one call of the Send API. A link always stands in the text, too. */
export function toWire({ to, content }: OutboundMessage): InstagramSend {
  const { link } = content;
  const quickReplies = toQuickReplies(content.choices.filter(({ kind }) => kind === 'reply'));
  const text =
    link === null ? cutText(content.text, TEXT) : textWithLink(content.text, link.url, TEXT);
  const message =
    link !== null && quickReplies.length === 0 && isWholeTemplate(content.text, link)
      ? { attachment: toButtonTemplate(text, link, {}) }
      : { text, ...(quickReplies.length === 0 ? {} : { quick_replies: quickReplies }) };
  return { recipient: { id: to }, messaging_type: 'RESPONSE', message };
}

/** Templates are not shown in a desktop browser, hence the address within their text. */
function isWholeTemplate(text: string, { url }: LinkButton): boolean {
  const whole = `${text}\n${url}`;
  return fitsTemplate(whole) && fits(whole, TEXT);
}
