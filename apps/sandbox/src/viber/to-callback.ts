import type { Media, Phone } from '../phones/phone.ts';
import type { ViberField } from './viber-json.ts';

/** What Viber tells the shop, before its token and time are added. */
export type Callback =
  | { kind: 'webhook' }
  | { kind: 'conversation_started'; phone: Phone; context: string | null; subscribed: boolean }
  | { kind: 'unsubscribed'; person: string }
  | { kind: 'delivered' | 'seen'; person: string }
  | { kind: 'failed'; person: string; reason: string }
  | { kind: 'message'; phone: Phone; message: Record<string, unknown>; silent: boolean };

/** `show` is what the shop asked for in set_webhook. */
export type Stamp = { at: number; token: bigint; show: { name: boolean; photo: boolean } };

type Fields = Record<string, ViberField>;

/** The callback's fields in the order Viber writes them. Source: reference viber.md 3. */
export function toCallback(callback: Callback, { at, token, show }: Stamp): Fields {
  const head = {
    event: callback.kind,
    timestamp: at,
    chat_hostname: 'SN-CALLBACK-04_',
    message_token: token,
  };
  switch (callback.kind) {
    case 'webhook':
      return head;
    case 'conversation_started': {
      const { context, subscribed, phone } = callback;
      const from = context === null ? {} : { context };
      return { ...head, type: 'open', ...from, user: toUser(phone, show), subscribed };
    }
    case 'unsubscribed':
    case 'delivered':
    case 'seen':
      return { ...head, user_id: callback.person };
    case 'failed':
      return { ...head, user_id: callback.person, desc: callback.reason };
    case 'message': {
      const { phone, message, silent } = callback;
      const { trackingData } = phone;
      const tracked = trackingData === null ? message : { ...message, tracking_data: trackingData };
      const sender = toUser(phone, show);
      return { ...head, sender, message: tracked, silent };
    }
  }
}

/** The user object of the callbacks; a name or photo the shop did not ask for stays away. */
export function toUser({ person, profile }: Phone, show: Stamp['show']) {
  const photo = `https://media-direct.cdn.viber.com/download_photo?dlid=${encodeURIComponent(person)}`;
  return {
    id: person,
    ...(show.name ? { name: profile.name } : {}),
    ...(show.photo ? { avatar: photo } : {}),
    language: profile.language,
    country: profile.country,
    api_version: profile.apiVersion,
  };
}

/** The `message` object of something the customer attached. */
export function toMediaMessage({ kind, url }: Media): Record<string, unknown> {
  switch (kind) {
    case 'image':
      return { type: 'picture', media: url, thumbnail: url, file_name: 'photo.jpg' };
    case 'video':
      return { type: 'video', media: url, file_name: 'clip.mp4', file_size: 912_345, duration: 12 };
    case 'audio':
      return { type: 'file', media: url, file_name: 'voice.m4a', file_size: 48_211 };
    case 'file':
      return { type: 'file', media: url, file_name: 'receipt.pdf', file_size: 48_211 };
    case 'sticker':
      return { type: 'sticker', sticker_id: 46105, media: url };
    case 'location':
      return { type: 'location', location: { lat: 40.1776, lon: 44.5126 } };
    case 'contact':
      return { type: 'contact', contact: { name: 'Taron', phone_number: '+37491000000' } };
  }
}
