import { asArray, asObject, asString, type JsonObject } from '../json-value.ts';
import { checkButtons } from './check-buttons.ts';
import { badParameter, type GraphFault } from './graph-fault.ts';
import { isTooLong, lengthFault } from './length.ts';
import { BUTTON_TEXT_LIMIT, CARD_COUNT, CARD_TEXT_LIMIT, type MetaRules } from './meta-rules.ts';

const PAYLOAD = 'message[attachment][payload]';

/** Checks `message.attachment`: media by URL or id, or a template. */
export function checkAttachment(value: unknown, rules: MetaRules): GraphFault | null {
  const attachment = asObject(value);
  if (!attachment) return rules.faults.invalidMessage;
  const type = asString(attachment.type)?.toUpperCase() ?? '';
  if (!rules.attachmentTypes.includes(type)) {
    const allowed = rules.attachmentTypes.join(', ');
    return badParameter(`Param message[attachment][type] must be one of {${allowed}}`);
  }
  if (type === 'LIKE_HEART') return null;
  const payload = asObject(attachment.payload);
  if (!payload) return badParameter(`The parameter ${PAYLOAD} is required`);
  if (type === 'TEMPLATE') return checkTemplate(payload, rules);
  return type === 'MEDIA_SHARE' ? checkShare(payload) : checkMedia(payload);
}

function checkShare(payload: JsonObject): GraphFault | null {
  return typeof payload.id === 'string'
    ? null
    : badParameter(`The parameter ${PAYLOAD}[id] is required`);
}

function checkMedia(payload: JsonObject): GraphFault | null {
  if (payload.attachment_id !== undefined) {
    return badParameter('The attachment is unknown or of another Page', 2018074);
  }
  const isUrl = typeof payload.url === 'string' && /^https?:\/\/\S+$/.test(payload.url);
  return isUrl ? null : badParameter(`Param ${PAYLOAD}[url] should represent a valid URL`);
}

function checkTemplate(payload: JsonObject, rules: MetaRules): GraphFault | null {
  const type = payload.template_type;
  if (typeof type !== 'string' || !rules.templates.includes(type)) {
    return rules.faults.invalidMessage;
  }
  return type === 'button' ? checkButtonTemplate(payload, rules) : checkCards(payload, rules);
}

function checkButtonTemplate(payload: JsonObject, rules: MetaRules): GraphFault | null {
  const { text, buttons } = payload;
  if (typeof text !== 'string' || text === '') {
    return badParameter(`The parameter ${PAYLOAD}[text] is required`);
  }
  if (isTooLong(text, BUTTON_TEXT_LIMIT)) return lengthFault(`${PAYLOAD}[text]`, BUTTON_TEXT_LIMIT);
  return checkButtons(buttons, { name: `${PAYLOAD}[buttons]`, rules });
}

function checkCards(payload: JsonObject, rules: MetaRules): GraphFault | null {
  const cards = asArray(payload.elements);
  const name = `${PAYLOAD}[elements]`;
  if (!cards || cards.length === 0 || cards.length > CARD_COUNT) {
    return badParameter(`Param ${name} must have between 1 and ${CARD_COUNT} elements`);
  }
  for (const [index, card] of cards.entries()) {
    const fault = checkCard(asObject(card) ?? {}, { name: `${name}[${index}]`, rules });
    if (fault) return fault;
  }
  return null;
}

function checkCard(card: JsonObject, at: { name: string; rules: MetaRules }): GraphFault | null {
  const { title, subtitle, image_url, buttons } = card;
  if (typeof title !== 'string' || title === '') {
    return badParameter(`The parameter ${at.name}[title] is required`);
  }
  if (isTooLong(title, CARD_TEXT_LIMIT)) return lengthFault(`${at.name}[title]`, CARD_TEXT_LIMIT);
  if (typeof subtitle === 'string' && isTooLong(subtitle, CARD_TEXT_LIMIT)) {
    return lengthFault(`${at.name}[subtitle]`, CARD_TEXT_LIMIT);
  }
  if (subtitle === undefined && image_url === undefined && buttons === undefined) {
    return at.rules.faults.invalidMessage;
  }
  if (buttons === undefined) return null;
  return checkButtons(buttons, { name: `${at.name}[buttons]`, rules: at.rules });
}
