import type { ChannelEvent, PersonProfile, ReceivedEvent } from '@chatpay/core';
import { eventKey, fingerprint } from '../event-key.ts';
import { readInstant } from '../read-instant.ts';
import { wireText } from '../wire-field.ts';
import { toMessageEvent } from './message-event.ts';
import type { ViberCallback } from './wire.ts';

type Draft = { key: string; event: ChannelEvent };
type Reading = { callback: ViberCallback; token: string; person: string };

/**
 * A callback as our events: none for the check of the address itself and for what concerns nobody.
 * `raw` is the callback before it was read; it names events that come without a token.
 */
export function toInbound(
  callback: ViberCallback,
  about: { account: string; raw: unknown; receivedAt: Date },
): ReceivedEvent[] {
  const user = callback.sender ?? callback.user;
  const person = user?.id ?? callback.user_id;
  if (callback.event === 'webhook' || person === null) return [];
  const token = callback.message_token ?? fingerprint(about.raw);
  const { key, event } = toDraft({ callback, token, person });
  const occurredAt = readInstant(callback.timestamp) ?? about.receivedAt;
  return [{ account: about.account, person, key, occurredAt, event, profile: profileOf(user) }];
}

function toDraft({ callback, token, person }: Reading): Draft {
  switch (callback.event) {
    case 'message':
      return { key: eventKey('message', [token]), event: toMessageEvent(callback, token) };
    case 'conversation_started': {
      const { context, subscribed } = callback;
      const event = { type: 'started', context, subscribed: subscribed === true } as const;
      return { key: eventKey('started', [token]), event };
    }
    case 'subscribed':
    case 'unsubscribed':
      return { key: eventKey(callback.event, [token]), event: { type: callback.event } };
    case 'delivered':
    case 'seen':
    case 'failed':
      return {
        key: eventKey('receipt', [callback.event, token, person]),
        event: {
          type: 'receipt',
          status: callback.event,
          messageIds: [token],
          watermark: null,
          reason: callback.desc,
        },
      };
    default: {
      const kind = wireText.parse(callback.event.slice(0, 64)) || 'unnamed';
      const event = { type: 'unsupported', kind, messageId: null } as const;
      return { key: eventKey(`unsupported:${kind}`, [token]), event };
    }
  }
}

function profileOf(user: ViberCallback['user']): PersonProfile | null {
  if (user === null) return null;
  const { name, language, country, api_version: apiLevel } = user;
  return { name, language, country, apiLevel };
}
