import { asArray, asObject, type JsonObject } from '../json-value.ts';
import { badData, type ViberRefusal } from './viber-status.ts';

type Place = { name: 'keyboard' | 'rich_media'; level: number };

const OLD_ACTIONS = ['reply', 'open-url', 'none', ''];
const NEW_ACTIONS = [...OLD_ACTIONS, 'location-picker', 'share-phone'];
const NEW_ACTIONS_LEVEL = 3;

/** Keys that need a newer API level than 1. Source: reference viber.md 5.3. */
const KEYBOARD_LEVELS = {
  CustomDefaultHeight: 3,
  HeightScale: 3,
  ButtonsGroupColumns: 4,
  ButtonsGroupRows: 4,
  InputFieldState: 4,
  FavoritesMetadata: 6,
} as const;

/** The server's part of the keyboard checks, with the texts of its schema validator. */
export function checkKeyboard(value: unknown, place: Place): ViberRefusal | null {
  const keyboard = asObject(value);
  if (!keyboard) return invalid(place, 'instance type does not match any allowed primitive type');
  const buttons = asArray(keyboard.Buttons);
  const missing = ['Buttons', 'Type'].filter((key) => keyboard[key] === undefined);
  if (missing.length > 0) return lacks(place, missing);
  if (keyboard.Type !== place.name) return notInEnum(place, keyboard.Type, [place.name]);
  if (!buttons || buttons.length === 0) return invalid(place, 'array is too short');
  return checkLevels(keyboard, place) ?? firstOf(buttons, place);
}

function checkLevels(keyboard: JsonObject, place: Place): ViberRefusal | null {
  if (place.name === 'rich_media') return null;
  const tooNew = Object.entries(KEYBOARD_LEVELS)
    .filter(([key, level]) => keyboard[key] !== undefined && place.level < level)
    .map(([key]) => key);
  if (tooNew.length === 0) return null;
  const list = JSON.stringify(tooNew);
  return invalid(
    place,
    `object instance has properties which are not allowed by the schema: ${list}`,
  );
}

function firstOf(buttons: unknown[], place: Place): ViberRefusal | null {
  for (const value of buttons) {
    const button = asObject(value);
    const refusal = button ? checkButton(button, place) : invalid(place, 'button is not an object');
    if (refusal) return refusal;
  }
  return null;
}

function checkButton(button: JsonObject, place: Place): ViberRefusal | null {
  const body = button.ActionBody;
  if (body === undefined) return lacks(place, ['ActionBody']);
  if (typeof body !== 'string' || body === '') return invalid(place, 'ActionBody is empty');
  const allowed = place.level < NEW_ACTIONS_LEVEL ? OLD_ACTIONS : NEW_ACTIONS;
  const isPhoneOnCard = place.name === 'rich_media' && isDeviceAction(button.ActionType);
  const type = button.ActionType ?? 'reply';
  if (isPhoneOnCard || typeof type !== 'string' || !allowed.includes(type)) {
    return notInEnum(place, type, ['reply', 'open-url', '']);
  }
  return null;
}

function isDeviceAction(type: unknown): boolean {
  return type === 'share-phone' || type === 'location-picker';
}

function lacks(place: Place, keys: string[]): ViberRefusal {
  return invalid(place, `object has missing required properties (${JSON.stringify(keys)})`);
}

function notInEnum(place: Place, value: unknown, possible: string[]): ViberRefusal {
  const got = JSON.stringify(value);
  const list = JSON.stringify(possible);
  return invalid(place, `instance value (${got}) not found in enum (possible values: ${list})`);
}

function invalid({ name }: Place, detail: string): ViberRefusal {
  return badData(`${name} is not valid. [${detail}]`);
}
