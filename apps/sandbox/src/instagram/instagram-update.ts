import type { JsonObject } from '../json-value.ts';
import type { Happening, Scene } from '../meta/meta-dialect.ts';
import type { Media } from '../phones/phone.ts';

/** The webhook body of an Instagram account. Source: reference instagram.md 2, examples I1 to I16. */
export function toInstagramUpdate({ account, person, at, happening }: Scene): JsonObject | null {
  const event = toEvent(happening);
  if (!event) return null;
  const id = account.externalId;
  const isEcho = happening.kind === 'echo';
  const messaging = {
    sender: { id: isEcho ? id : person },
    recipient: { id: isEcho ? person : id },
    timestamp: at,
    ...event,
  };
  return { object: 'instagram', entry: [{ time: Date.now(), id, messaging: [messaging] }] };
}

function toEvent(happening: Happening): JsonObject | null {
  switch (happening.kind) {
    case 'text': {
      const { mid, text, referral } = happening;
      return { message: { mid, text, ...referralOf(referral) } };
    }
    case 'quick-reply': {
      const { mid, text, payload } = happening;
      return { message: { mid, text, quick_reply: { payload } } };
    }
    case 'media':
      return { message: toMediaMessage(happening.mid, happening.media) };
    case 'postback': {
      const { mid, title, payload } = happening;
      return { postback: { mid, title, payload } };
    }
    case 'referral':
      return referralOf(happening.reference);
    case 'echo':
      return { message: toEcho(happening) };
    case 'delivered':
      return null;
    case 'seen':
      return { read: { mid: happening.mid } };
  }
}

/** Stickers are images; what Instagram cannot hand over is marked as unsupported. */
function toMediaMessage(mid: string, { kind, url }: Media): JsonObject {
  if (kind === 'location' || kind === 'contact') return { mid, is_unsupported: true };
  const type = kind === 'sticker' ? 'image' : kind;
  return { mid, attachments: [{ type, payload: { url } }] };
}

function referralOf(reference: string | null): JsonObject {
  if (reference === null) return {};
  return { referral: { ref: reference, source: 'ig.me', type: 'OPEN_THREAD' } };
}

/** Neither `app_id` nor `metadata`: the sender finds its own message by `mid`. */
function toEcho({ mid, message }: Happening & { kind: 'echo' }): JsonObject {
  const { text, attachment, attachments } = message;
  const isText = text !== undefined && text !== '';
  const body = isText ? { text } : { attachments: attachments ?? [attachment] };
  return { mid, ...body, is_echo: true };
}
