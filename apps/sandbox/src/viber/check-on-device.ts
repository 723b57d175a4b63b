import { asArray, asObject, type JsonObject } from '../json-value.ts';

const LABEL_LIMIT = 250;
const REPLY_LIMIT = 250;
const MAX_ROWS = 12;
const GRID_COLUMNS = 6;

/**
 * The part of the checks that the customer's app makes after the API said ok; what fails arrives
 * as a `failed` event. Returns its text, null when the message is shown.
 * Source: reference viber.md 3 ("failed") and 5.3.
 */
export function checkOnDevice({ keyboard, rich_media }: JsonObject): string | null {
  if (!buttonsOf(keyboard).every((button) => isDrawable(button, 2))) return 'keyboard is not valid';
  if (rowsOf(keyboard) > MAX_ROWS) return 'keyboard is not valid';
  const cards = buttonsOf(rich_media);
  return cards.every((button) => isDrawable(button, 7)) ? null : 'rich_media is not valid';
}

function buttonsOf(keyboard: unknown): JsonObject[] {
  return (asArray(asObject(keyboard)?.Buttons) ?? []).map((button) => asObject(button) ?? {});
}

function isDrawable(button: JsonObject, maxRows: number): boolean {
  const { Text, Image, BgMedia, BgColor, ActionType, ActionBody } = button;
  const isVisible = [Text, Image, BgMedia, BgColor].some((value) => value !== undefined);
  const isInGrid = within(button.Columns ?? GRID_COLUMNS, 6) && within(button.Rows ?? 1, maxRows);
  const isLabel = Text === undefined || String(Text).length <= LABEL_LIMIT;
  const isTarget =
    ActionType === 'open-url'
      ? URL.canParse(String(ActionBody))
      : String(ActionBody).length <= REPLY_LIMIT;
  return isVisible && isInGrid && isLabel && isTarget;
}

/** A number, or digits in a string: both are in use. */
function within(value: unknown, max: number): boolean {
  const number = Number(value);
  return Number.isInteger(number) && number >= 1 && number <= max;
}

/** Rows of the grid of six columns, filled from left to right. */
function rowsOf(keyboard: unknown): number {
  let rows = 0;
  let free = 0;
  for (const button of buttonsOf(keyboard)) {
    const columns = Number(button.Columns ?? GRID_COLUMNS);
    if (columns > free) {
      rows += Number(button.Rows ?? 1);
      free = GRID_COLUMNS;
    }
    free -= columns;
  }
  return rows;
}
