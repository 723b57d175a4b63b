import { asArray, asObject, asString, type JsonObject } from '../json-value.ts';
import { checkAttachment } from './check-attachment.ts';
import { badParameter, type GraphFault } from './graph-fault.ts';
import { isTooLong, lengthFault } from './length.ts';
import {
  METADATA_LIMIT,
  type MetaRules,
  PAYLOAD_LIMIT,
  QUICK_REPLY_COUNT,
  TITLE_LIMIT,
} from './meta-rules.ts';

/** Checks the `message` object of a send; null when the platform would accept it. */
export function checkMessage(message: JsonObject, rules: MetaRules): GraphFault | null {
  return (
    checkBody(message, rules) ?? checkMetadata(message) ?? checkQuickReplies(message, rules) ?? null
  );
}

function checkBody(message: JsonObject, rules: MetaRules): GraphFault | null {
  const { text, attachment, attachments } = message;
  const isTextless = text === undefined || text === '';
  const bodies = [!isTextless, attachment !== undefined, attachments !== undefined];
  const count = bodies.filter(Boolean).length;
  if (count === 0) return rules.faults.emptyMessage;
  if (count > 1) return rules.faults.invalidMessage;
  if (attachment !== undefined) return checkAttachment(attachment, rules);
  if (attachments !== undefined) return checkAttachments(attachments, rules);
  return checkText(text, rules);
}

function checkText(text: unknown, rules: MetaRules): GraphFault | null {
  if (typeof text !== 'string') return badParameter('Param message[text] must be a string');
  const limit = rules.textLimit;
  const tooLong =
    rules.textUnit === 'byte' ? Buffer.byteLength(text) > limit : isTooLong(text, limit);
  return tooLong ? lengthFault('message[text]', limit) : null;
}

function checkAttachments(value: unknown, rules: MetaRules): GraphFault | null {
  const list = asArray(value);
  if (!list || list.length === 0 || list.length > rules.attachmentsLimit) {
    return rules.faults.invalidMessage;
  }
  const isImages = list.every((item) => asString(asObject(item)?.type)?.toLowerCase() === 'image');
  if (!isImages) return rules.faults.invalidMessage;
  for (const item of list) {
    const fault = checkAttachment(item, rules);
    if (fault) return fault;
  }
  return null;
}

function checkMetadata({ metadata }: JsonObject): GraphFault | null {
  if (metadata === undefined) return null;
  if (typeof metadata !== 'string') return badParameter('Param message[metadata] must be a string');
  return isTooLong(metadata, METADATA_LIMIT)
    ? lengthFault('message[metadata]', METADATA_LIMIT)
    : null;
}

function checkQuickReplies({ quick_replies }: JsonObject, rules: MetaRules): GraphFault | null {
  if (quick_replies === undefined) return null;
  const list = asArray(quick_replies);
  if (!list) return badParameter('Param message[quick_replies] must be an array.');
  if (list.length > QUICK_REPLY_COUNT) {
    return badParameter(
      `Param message[quick_replies] must have at most ${QUICK_REPLY_COUNT} elements`,
    );
  }
  for (const [index, item] of list.entries()) {
    const fault = checkQuickReply(asObject(item) ?? {}, index, rules);
    if (fault) return fault;
  }
  return null;
}

function checkQuickReply(reply: JsonObject, index: number, rules: MetaRules): GraphFault | null {
  const name = `message[quick_replies][${index}]`;
  const type = reply.content_type;
  if (typeof type !== 'string' || !rules.quickReplyTypes.includes(type)) {
    const allowed = rules.quickReplyTypes.map((value) => value.toUpperCase()).join(', ');
    return badParameter(`Param ${name}[content_type] must be one of {${allowed}}`);
  }
  if (type !== 'text') return null;
  const { title, payload } = reply;
  if (typeof title !== 'string' || title === '') {
    return badParameter(`The parameter ${name}[title] is required`);
  }
  if (rules.quickReplyTitle === 'refused' && isTooLong(title, TITLE_LIMIT)) {
    return lengthFault(`${name}[title]`, TITLE_LIMIT);
  }
  if (typeof payload !== 'string')
    return badParameter(`The parameter ${name}[payload] is required`);
  return isTooLong(payload, PAYLOAD_LIMIT) ? lengthFault(`${name}[payload]`, PAYLOAD_LIMIT) : null;
}
