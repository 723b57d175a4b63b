import { asArray, asObject, asString, type JsonObject } from '../json-value.ts';
import type { Card, Media, Tap } from '../phones/phone.ts';
import { readLabel } from './read-label.ts';

export type ViberLook = {
  text: string | null;
  media: Media[];
  cards: Card[];
  buttons: Tap[];
  keyboard: Tap[];
};

/** What an accepted message looks like in the chat. */
export function toLook(message: JsonObject): ViberLook {
  const { type } = message;
  const isUrl = type === 'url';
  return {
    text: isUrl ? asString(message.media) : toText(message),
    media: isUrl ? [] : toMedia(message),
    cards: type === 'rich_media' ? [toCard(message.rich_media)] : [],
    buttons: [],
    keyboard: toTaps(message.keyboard),
  };
}

function toText(message: JsonObject): string | null {
  const text = asString(message.text);
  return text === '' ? null : text;
}

function toMedia(message: JsonObject): Media[] {
  const url = asString(message.media);
  switch (message.type) {
    case 'picture':
      return [{ kind: 'image', url, name: null }];
    case 'video':
      return [{ kind: 'video', url, name: null }];
    case 'file':
      return [{ kind: 'file', url, name: asString(message.file_name) }];
    case 'sticker':
      return [{ kind: 'sticker', url: null, name: null }];
    case 'location':
      return [{ kind: 'location', url: null, name: null }];
    case 'contact':
      return [{ kind: 'contact', url: null, name: asString(asObject(message.contact)?.name) }];
    default:
      return [];
  }
}

function toCard(richMedia: unknown): Card {
  const buttons = toTaps(richMedia);
  const image = (asArray(asObject(richMedia)?.Buttons) ?? [])
    .map((button) => asString(asObject(button)?.Image))
    .find((url) => url !== null);
  const heading = buttons.find((tap) => tap.kind === 'none' && tap.label !== '');
  return {
    title: heading?.label ?? null,
    subtitle: null,
    image: image ?? null,
    buttons: buttons.filter((tap) => tap.kind !== 'none'),
  };
}

function toTaps(keyboard: unknown): Tap[] {
  const buttons = asArray(asObject(keyboard)?.Buttons) ?? [];
  return buttons.map((button) => toTap(asObject(button) ?? {}));
}

function toTap(button: JsonObject): Tap {
  const kind = KINDS[asString(button.ActionType) ?? 'reply'] ?? 'reply';
  const action = asString(button.ActionBody);
  const { label, color } = readLabel(asString(button.Text) ?? '');
  return {
    kind,
    label,
    payload: kind === 'reply' ? action : null,
    url: kind === 'link' ? action : null,
    silent: button.Silent === true,
    look: {
      columns: Number(button.Columns ?? 6),
      rows: Number(button.Rows ?? 1),
      background: readColor(button.BgColor),
      color,
    },
  };
}

const KINDS: Record<string, Tap['kind']> = {
  reply: 'reply',
  '': 'reply',
  'open-url': 'link',
  'share-phone': 'phone',
  'location-picker': 'location',
  none: 'none',
};

function readColor(value: unknown): string | null {
  return typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value) ? value : null;
}
