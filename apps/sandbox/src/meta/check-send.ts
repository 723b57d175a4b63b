import { asObject, asString, type JsonObject } from '../json-value.ts';
import { checkMessage } from './check-message.ts';
import { badParameter, type GraphFault } from './graph-fault.ts';
import type { MetaRules } from './meta-rules.ts';

/** What a body posted to `/messages` asks for, or the fault the platform answers. */
export type MetaSend =
  | { kind: 'fault'; fault: GraphFault }
  | { kind: 'action'; person: string; action: string }
  | { kind: 'message'; person: string; tag: string | null; message: JsonObject };

const MESSAGING_TYPES = ['MESSAGE_TAG', 'RESPONSE', 'UPDATE', 'UTILITY'];
const SENDER_ACTIONS = ['mark_seen', 'react', 'typing_off', 'typing_on', 'unreact'];
/** CONFIRMED_EVENT_UPDATE, ACCOUNT_UPDATE and POST_PURCHASE_UPDATE are dead since 2026-04-27. */
const LIVING_TAGS = ['CUSTOMER_FEEDBACK', 'HUMAN_AGENT'];

/** Checks everything that needs no knowledge of the person. */
export function checkSend(body: JsonObject, rules: MetaRules): MetaSend {
  const person = readPerson(body);
  if (typeof person !== 'string') return { kind: 'fault', fault: person };

  const action = body.sender_action;
  if (action !== undefined) return checkAction(body, person);

  const typeFault = checkMessagingType(body);
  if (typeFault) return { kind: 'fault', fault: typeFault };

  const message = asObject(body.message);
  if (!message) return { kind: 'fault', fault: badParameter('The parameter message is required') };
  const messageFault = checkMessage(message, rules);
  if (messageFault) return { kind: 'fault', fault: messageFault };
  return { kind: 'message', person, tag: asString(body.tag), message };
}

function readPerson(body: JsonObject): string | GraphFault {
  const recipient = asObject(body.recipient);
  if (!recipient) return badParameter('The parameter recipient is required');
  const { id } = recipient;
  const isId = (typeof id === 'string' && id !== '') || typeof id === 'number';
  if (!isId || Object.keys(recipient).length !== 1) {
    return badParameter('Param recipient must be non-empty.');
  }
  return String(id);
}

function checkAction(body: JsonObject, person: string): MetaSend {
  const action = asString(body.sender_action);
  if (action === null || !SENDER_ACTIONS.includes(action)) {
    const fault = mustBeOneOf('sender_action', SENDER_ACTIONS, body.sender_action);
    return { kind: 'fault', fault };
  }
  if (body.message !== undefined) {
    return { kind: 'fault', fault: badParameter('Cannot send message and state at once', 2018014) };
  }
  return { kind: 'action', person, action };
}

function checkMessagingType(body: JsonObject): GraphFault | null {
  const type = body.messaging_type ?? 'RESPONSE';
  if (typeof type !== 'string' || !MESSAGING_TYPES.includes(type)) {
    return mustBeOneOf('messaging_type', MESSAGING_TYPES, type);
  }
  if (type === 'UTILITY') return badParameter('No approved template with this name and language');
  const isTagged = type === 'MESSAGE_TAG';
  if (isTagged && body.tag === undefined) return badParameter('The parameter tag is required');
  if (body.tag === undefined) return null;
  const isAlive = typeof body.tag === 'string' && LIVING_TAGS.includes(body.tag);
  return isAlive ? null : badParameter('Invalid parameter');
}

function mustBeOneOf(name: string, allowed: readonly string[], got: unknown): GraphFault {
  const list = allowed.map((value) => value.toUpperCase()).join(', ');
  return badParameter(`Param ${name} must be one of {${list}} - got ${JSON.stringify(got)}.`);
}
