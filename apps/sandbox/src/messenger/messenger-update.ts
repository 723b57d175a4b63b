import type { JsonObject } from '../json-value.ts';
import type { Happening, Scene } from '../meta/meta-dialect.ts';
import type { Media } from '../phones/phone.ts';

/** The app that sends for people who answer in the Page Inbox. */
export const PAGE_INBOX_APP_ID = '263902037430900';

const THUMB_STICKER_ID = 369239263222822;

/** The webhook body of a Page. Source: reference messenger.md 3.3 and its examples M1 to M14. */
export function toMessengerUpdate({ account, person, at, happening }: Scene): JsonObject {
  const page = account.externalId;
  const isEcho = happening.kind === 'echo';
  const messaging = {
    sender: { id: isEcho ? page : person },
    recipient: { id: isEcho ? person : page },
    timestamp: at,
    ...toEvent(happening),
  };
  return { object: 'page', entry: [{ id: page, time: Date.now(), messaging: [messaging] }] };
}

function toEvent(happening: Happening): JsonObject {
  switch (happening.kind) {
    case 'text':
      return { message: typedText(happening) };
    case 'quick-reply': {
      const { mid, text, payload } = happening;
      return { message: { mid, text, quick_reply: { payload } } };
    }
    case 'media':
      return { message: { mid: happening.mid, attachments: [toAttachment(happening.media)] } };
    case 'postback': {
      const { mid, title, payload } = happening;
      return { postback: { mid, title, payload, ...referralOf(happening.referral) } };
    }
    case 'referral':
      return referralOf(happening.reference);
    case 'echo':
      return { message: toEcho(happening) };
    case 'delivered':
      return { delivery: { mids: [happening.mid], watermark: happening.sentAt } };
    case 'seen':
      return { read: { watermark: happening.sentAt } };
  }
}

/** A link in the text comes with a `fallback` attachment, as in example M5. */
function typedText({ mid, text, referral }: Happening & { kind: 'text' }): JsonObject {
  const message = { mid, text, ...referralOf(referral) };
  const url = /https?:\/\/\S+/.exec(text)?.[0];
  if (url === undefined) return message;
  const wrapped = `https://l.facebook.com/l.php?u=${encodeURIComponent(url)}`;
  return { ...message, attachments: [{ type: 'fallback', payload: { url: wrapped, title: url } }] };
}

function referralOf(reference: string | null): JsonObject {
  if (reference === null) return {};
  return { referral: { ref: reference, source: 'SHORTLINK', type: 'OPEN_THREAD' } };
}

function toAttachment({ kind, url }: Media): JsonObject {
  switch (kind) {
    case 'sticker':
      return { type: 'sticker', payload: { url, sticker_id: THUMB_STICKER_ID } };
    case 'location':
      return { type: 'location', payload: { coordinates: { lat: 40.1776, long: 44.5126 } } };
    case 'contact':
      return { type: 'fallback' };
    default:
      return { type: kind, payload: { url } };
  }
}

/** `app_id` travels as a number. */
function toEcho({ mid, message, appId, metadata }: Happening & { kind: 'echo' }): JsonObject {
  return {
    mid,
    is_echo: true,
    ...(appId === '' ? {} : { app_id: Number(appId) }),
    ...(metadata === null ? {} : { metadata }),
    ...echoBody(message),
  };
}

function echoBody({ text, attachment, attachments }: JsonObject): JsonObject {
  if (text !== undefined && text !== '') return { text };
  if (attachments !== undefined) return { attachments };
  return { attachments: [{ title: '', url: '', ...Object(attachment) }] };
}
