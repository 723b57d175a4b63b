import type { Choice, LinkButton } from '@chatpay/core';
import { cutText } from '../cut-text.ts';
import { toActionBody } from './action-body.ts';
import { VIBER_CAPABILITIES } from './capabilities.ts';

type Button = {
  Columns: number;
  Rows: 1;
  ActionType: 'reply' | 'open-url' | 'share-phone';
  ActionBody: string;
  Text: string;
  Silent?: true;
  OpenURLType?: 'external';
};

export type Keyboard = { Type: 'keyboard'; DefaultHeight: false; Buttons: Button[] };

const GRID_COLUMNS = 6;
const MOST_ROWS = 12;
const LONGEST_MARKUP = 250;
/** The longest label that still reads well on a half and on a third of the row. */
const HALF_ROW_LABEL = 14;
const THIRD_ROW_LABEL = 6;

/**
 * Our choices and link as the keyboard below the chat, or null when there is nothing to tap. Keys
 * that are left over share the whole of the last row.
 */
export function toKeyboard(choices: Choice[], link: LinkButton | null): Keyboard | null {
  const offered = choices.slice(0, VIBER_CAPABILITIES.maxChoices - (link === null ? 0 : 2));
  const perRow = keysPerRow(offered, MOST_ROWS - (link === null ? 0 : 1));
  const inLastRow = offered.length % perRow;
  const buttons = offered.map((choice, index) => {
    const isInLastRow = index >= offered.length - inLastRow;
    return toButton(choice, GRID_COLUMNS / (isInLastRow ? inLastRow : perRow));
  });
  const all = link === null ? buttons : [toLinkButton(link), ...buttons];
  return all.length === 0 ? null : { Type: 'keyboard', DefaultHeight: false, Buttons: all };
}

/** As few as the labels like, as many as the number of rows demands. */
function keysPerRow(choices: Choice[], rows: number): number {
  const longest = Math.max(0, ...choices.map(({ label }) => label.length));
  if (choices.length > 2 && longest <= THIRD_ROW_LABEL) return 3;
  const canShare = choices.length > 1 && longest <= HALF_ROW_LABEL;
  return canShare || choices.length > rows ? 2 : 1;
}

/** `Silent` keeps the payload from standing in the chat as if the customer had written it. */
function toButton(choice: Choice, columns: number): Button {
  const face = { Columns: columns, Rows: 1, Text: toMarkup(choice.label) } as const;
  return choice.kind === 'phone'
    ? { ...face, ActionType: 'share-phone', ActionBody: 'share-phone' }
    : {
        ...face,
        ActionType: 'reply',
        ActionBody: toActionBody(choice.payload),
        Silent: true,
      };
}

function toLinkButton({ label, url }: LinkButton): Button {
  return {
    Columns: GRID_COLUMNS,
    Rows: 1,
    ActionType: 'open-url',
    ActionBody: url,
    Text: toMarkup(label),
    Silent: true,
    OpenURLType: 'external',
  };
}

/** A label as the markup that Viber reads; cut so that no entity is torn apart. */
function toMarkup(label: string): string {
  let limit = VIBER_CAPABILITIES.choiceLabelLimit;
  let markup = escapeMarkup(cutText(label, { limit, unit: 'utf16' }));
  while (markup.length > LONGEST_MARKUP) {
    limit -= 4;
    markup = escapeMarkup(cutText(label, { limit, unit: 'utf16' }));
  }
  return markup;
}

function escapeMarkup(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
