import { asArray, asObject, asString, type JsonObject } from '../json-value.ts';
import type { Card, Media, MediaKind, Tap } from '../phones/phone.ts';
import { TITLE_LIMIT } from './meta-rules.ts';

/** What an accepted message looks like in the chat. `quickReplies` go below the chat. */
export type MetaLook = {
  text: string | null;
  media: Media[];
  cards: Card[];
  buttons: Tap[];
  quickReplies: Tap[];
};

/** Turns the `message` of an accepted send into what the customer sees. */
export function toLook(message: JsonObject): MetaLook {
  const attachment = asObject(message.attachment);
  const payload = asObject(attachment?.payload) ?? {};
  const isTemplate = asString(attachment?.type)?.toLowerCase() === 'template';
  const single = attachment && !isTemplate ? [attachment] : [];
  const media = [...single, ...(asArray(message.attachments) ?? []).map(toObject)];
  return {
    text: asString(message.text) ?? (isTemplate ? asString(payload.text) : null),
    media: media.map(toMedia),
    cards: isTemplate ? (asArray(payload.elements) ?? []).map(toObject).map(toCard) : [],
    buttons: isTemplate ? toButtons(payload.buttons) : [],
    quickReplies: (asArray(message.quick_replies) ?? []).map(toObject).map(toQuickReply),
  };
}

function toMedia(attachment: JsonObject): Media {
  const type = asString(attachment.type)?.toLowerCase() ?? 'file';
  const url = asString(asObject(attachment.payload)?.url);
  return { kind: MEDIA_KINDS[type] ?? 'file', url, name: null };
}

const MEDIA_KINDS: Record<string, MediaKind> = {
  image: 'image',
  audio: 'audio',
  video: 'video',
  like_heart: 'sticker',
};

function toCard(element: JsonObject): Card {
  return {
    title: asString(element.title),
    subtitle: asString(element.subtitle),
    image: asString(element.image_url),
    buttons: toButtons(element.buttons),
  };
}

function toButtons(value: unknown): Tap[] {
  return (asArray(value) ?? []).map(toObject).map((button) => {
    const label = asString(button.title) ?? '';
    if (button.type === 'web_url') return tap('link', label, { url: asString(button.url) });
    const kind = button.type === 'phone_number' ? 'call' : 'postback';
    return tap(kind, label, { payload: asString(button.payload) });
  });
}

function toQuickReply(reply: JsonObject): Tap {
  if (reply.content_type === 'user_phone_number') return tap('phone', 'Share my phone number', {});
  if (reply.content_type === 'user_email') return tap('none', 'Share my email', {});
  const title = [...(asString(reply.title) ?? '')].slice(0, TITLE_LIMIT).join('');
  return tap('reply', title, { payload: asString(reply.payload) });
}

function tap(
  kind: Tap['kind'],
  label: string,
  to: { payload?: string | null; url?: string | null },
): Tap {
  return {
    kind,
    label,
    payload: to.payload ?? null,
    url: to.url ?? null,
    silent: false,
    look: null,
  };
}

function toObject(value: unknown): JsonObject {
  return asObject(value) ?? {};
}
