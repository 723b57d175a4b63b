import type { LinkButton, OutboundMessage } from '@chatpay/core';
import { cutText, textWithLink } from '../cut-text.ts';
import {
  type ButtonTemplate,
  fitsTemplate,
  type QuickReply,
  toButtonTemplate,
  toQuickReplies,
} from '../meta/message-parts.ts';
import { MESSENGER_CAPABILITIES } from './capabilities.ts';

const TEXT = { limit: MESSENGER_CAPABILITIES.textLimit, unit: MESSENGER_CAPABILITIES.textUnit };

type MessengerBody = { text: string } | { attachment: ButtonTemplate };

/** The body of `POST /{page}/messages`. */
export type MessengerSend = {
  recipient: { id: string };
  messaging_type: 'RESPONSE';
  message: MessengerBody & { quick_replies?: QuickReply[]; metadata: string };
};

/** Our message as one call of the Send API. `metadata` comes back in the echo. */
export function toWire({ id, to, content }: OutboundMessage): MessengerSend {
  const quickReplies = toQuickReplies(content.choices);
  return {
    recipient: { id: to },
    messaging_type: 'RESPONSE',
    message: {
      ...toBody(content.text, content.link),
      ...(quickReplies.length === 0 ? {} : { quick_replies: quickReplies }),
      metadata: id,
    },
  };
}

/** A text too long for a template keeps its link as plain text: nothing of it is lost then. */
function toBody(text: string, link: LinkButton | null): MessengerBody {
  if (link === null) return { text: cutText(text, TEXT) };
  if (!fitsTemplate(text)) return { text: textWithLink(text, link.url, TEXT) };
  const look = { webview_height_ratio: 'full', webview_share_button: 'hide' } as const;
  return { attachment: toButtonTemplate(text, link, look) };
}
