import type { Choice, LinkButton } from '@chatpay/core';
import { cutText, fits, type TextLimit } from '../cut-text.ts';

const TITLE: TextLimit = { limit: 20, unit: 'utf16' };
const TEMPLATE_TEXT: TextLimit = { limit: 640, unit: 'utf16' };
const MOST_QUICK_REPLIES = 13;

export type QuickReply =
  | { content_type: 'text'; title: string; payload: string }
  | { content_type: 'user_phone_number' };

type WebUrlButton = {
  type: 'web_url';
  title: string;
  url: string;
  webview_height_ratio?: 'full';
  webview_share_button?: 'hide';
};

export type ButtonTemplate = {
  type: 'template';
  payload: { template_type: 'button'; text: string; buttons: WebUrlButton[] };
};

/** Our choices as quick replies, in order. What the platform would refuse is cut or left out. */
export function toQuickReplies(choices: Choice[]): QuickReply[] {
  return choices.slice(0, MOST_QUICK_REPLIES).map((choice) => {
    if (choice.kind === 'phone') return { content_type: 'user_phone_number' };
    const title = cutText(choice.label, TITLE);
    return { content_type: 'text', title, payload: choice.payload };
  });
}

/** Whether the text is short enough for a template with a button. */
export function fitsTemplate(text: string): boolean {
  return fits(text, TEMPLATE_TEXT);
}

/** Text above one button that opens a page. */
export function toButtonTemplate(
  text: string,
  link: LinkButton,
  look: Pick<WebUrlButton, 'webview_height_ratio' | 'webview_share_button'>,
): ButtonTemplate {
  const title = cutText(link.label, TITLE);
  const button: WebUrlButton = { type: 'web_url', title, url: link.url, ...look };
  return { type: 'template', payload: { template_type: 'button', text, buttons: [button] } };
}
