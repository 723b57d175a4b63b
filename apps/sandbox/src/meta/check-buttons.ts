import { asArray, asObject, type JsonObject } from '../json-value.ts';
import { badParameter, type GraphFault } from './graph-fault.ts';
import { isTooLong, lengthFault } from './length.ts';
import { BUTTON_COUNT, type MetaRules, PAYLOAD_LIMIT, TITLE_LIMIT } from './meta-rules.ts';

type Place = { name: string; rules: MetaRules };

/** Checks the buttons of a template: one to three, of a known type, within the limits. */
export function checkButtons(value: unknown, { name, rules }: Place): GraphFault | null {
  const buttons = asArray(value);
  if (!buttons || buttons.length === 0 || buttons.length > BUTTON_COUNT) {
    return badParameter(`Param ${name} must have between 1 and ${BUTTON_COUNT} elements`);
  }
  for (const [index, button] of buttons.entries()) {
    const fault = checkButton(asObject(button) ?? {}, { name: `${name}[${index}]`, rules });
    if (fault) return fault;
  }
  return null;
}

function checkButton(button: JsonObject, { name, rules }: Place): GraphFault | null {
  const { type, title } = button;
  if (typeof type !== 'string' || !rules.buttonTypes.includes(type)) {
    const allowed = rules.buttonTypes.map((value) => value.toUpperCase()).join(', ');
    return badParameter(`Param ${name}[type] must be one of {${allowed}}`);
  }
  if (typeof title !== 'string' || title === '') {
    return badParameter(`The parameter ${name}[title] is required`);
  }
  if (isTooLong(title, TITLE_LIMIT)) return lengthFault(`${name}[title]`, TITLE_LIMIT);
  return type === 'web_url' ? checkUrl(button, name) : checkPayload(button, name);
}

function checkUrl({ url }: JsonObject, name: string): GraphFault | null {
  const isUrl = typeof url === 'string' && /^https?:\/\/\S+$/.test(url);
  return isUrl ? null : badParameter(`Param ${name}[url] should represent a valid URL`);
}

function checkPayload({ payload }: JsonObject, name: string): GraphFault | null {
  if (typeof payload !== 'string' || payload === '') {
    return badParameter(`The parameter ${name}[payload] is required`);
  }
  return isTooLong(payload, PAYLOAD_LIMIT) ? lengthFault(`${name}[payload]`, PAYLOAD_LIMIT) : null;
}
