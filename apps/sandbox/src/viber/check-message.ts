import { asObject, asString, type JsonObject } from '../json-value.ts';
import { checkKeyboard } from './check-keyboard.ts';
import { badData, missingData, type ViberRefusal } from './viber-status.ts';

const NAME_LIMIT = 28;
const TEXT_LIMIT = 7000;
const CAPTION_LIMIT = 768;
const URL_LIMIT = 2000;
const TRACKING_LIMIT = 4000;
const PHONE_LIMIT = 18;
const FILE_NAME_LIMIT = 256;

/** Checks a message without its receiver: as sent, or as a welcome. Null when it is acceptable. */
export function checkMessage(body: JsonObject): ViberRefusal | null {
  return (
    checkSender(body) ??
    checkTracking(body) ??
    checkVersion(body) ??
    checkContent(body) ??
    checkKeyboards(body)
  );
}

/** The API level a message asks for; 1 when it names none. */
export function levelOf(body: JsonObject): number {
  return typeof body.min_api_version === 'number' ? body.min_api_version : 1;
}

function checkSender({ sender }: JsonObject): ViberRefusal | null {
  const name = asObject(sender)?.name;
  if (typeof name !== 'string' || name === '') return missingData('sender.name');
  return name.length > NAME_LIMIT ? badData('sender.name is too long') : null;
}

function checkTracking({ tracking_data }: JsonObject): ViberRefusal | null {
  if (tracking_data === undefined || tracking_data === null) return null;
  if (typeof tracking_data !== 'string') return badData('tracking_data is not a string');
  return tracking_data.length > TRACKING_LIMIT ? badData('tracking_data is too long') : null;
}

function checkVersion({ min_api_version }: JsonObject): ViberRefusal | null {
  if (min_api_version === undefined) return null;
  const isLevel = Number.isInteger(min_api_version) && Number(min_api_version) >= 1;
  return isLevel ? null : badData('min_api_version is not valid');
}

function checkContent(body: JsonObject): ViberRefusal | null {
  if (body.type === undefined) return body.keyboard === undefined ? missingData('type') : null;
  const check = CHECKS[asString(body.type) ?? ''];
  return check ? check(body) : badData('type is not valid');
}

const CHECKS: Record<string, (body: JsonObject) => ViberRefusal | null> = {
  text: ({ text }) => {
    if (typeof text !== 'string' || text === '') return missingData('text');
    return text.length > TEXT_LIMIT ? badData('text is too long') : null;
  },
  picture: ({ media, text }) => {
    if (typeof text !== 'string') return missingData('text');
    if (text.length > CAPTION_LIMIT) return badData('text is too long');
    return checkUrl(media, /\.(jpe?g|png|gif)$/i);
  },
  video: ({ media, size }) => (isSize(size) ? checkUrl(media, /\.mp4$/i) : missingData('size')),
  file: ({ media, size, file_name }) => {
    if (!isSize(size)) return missingData('size');
    if (typeof file_name !== 'string') return missingData('file_name');
    return file_name.length > FILE_NAME_LIMIT ? badData('file_name is too long') : checkUrl(media);
  },
  contact: ({ contact }) => {
    const { name, phone_number } = asObject(contact) ?? {};
    if (typeof name !== 'string' || typeof phone_number !== 'string') return missingData('contact');
    const isShort = name.length <= NAME_LIMIT && phone_number.length <= PHONE_LIMIT;
    return isShort ? null : badData('contact is not valid');
  },
  location: ({ location }) => {
    const { lat, lon } = asObject(location) ?? {};
    if (lat === undefined || lon === undefined) return missingData('location');
    const isPlace = Math.abs(Number(lat)) <= 90 && Math.abs(Number(lon)) <= 180;
    return isPlace ? null : badData('location is not valid');
  },
  url: ({ media }) => checkUrl(media),
  sticker: ({ sticker_id }) => (sticker_id === undefined ? missingData('sticker_id') : null),
  rich_media: ({ rich_media }) => (asObject(rich_media) ? null : missingData('rich_media')),
};

function checkUrl(media: unknown, path: RegExp = /^/): ViberRefusal | null {
  if (typeof media !== 'string' || media === '') return missingData('media');
  if (media.length > URL_LIMIT || !URL.canParse(media)) return badData('media is not a valid url');
  return path.test(new URL(media).pathname) ? null : badData('media type is not supported');
}

function isSize(size: unknown): boolean {
  return typeof size === 'number' && size > 0;
}

function checkKeyboards(body: JsonObject): ViberRefusal | null {
  const level = levelOf(body);
  const { keyboard, rich_media } = body;
  const isSet = keyboard !== undefined && keyboard !== null;
  const fault = isSet ? checkKeyboard(keyboard, { name: 'keyboard', level }) : null;
  if (fault || body.type !== 'rich_media') return fault;
  return checkKeyboard(rich_media, { name: 'rich_media', level });
}
