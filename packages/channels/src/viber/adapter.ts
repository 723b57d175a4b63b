import type { ChannelAdapter, ChannelReceipt, OutboundMessage, RawRequest } from '@chatpay/core';
import type { HttpClientFactory } from '@chatpay/http';
import { readJson } from '../read-json.ts';
import { isSigned } from '../signature.ts';
import { outcomeOfFault } from '../transport-outcome.ts';
import { VIBER_CAPABILITIES } from './capabilities.ts';
import { toOutcome, UNSUPPORTED_LEVEL } from './outcome.ts';
import { toInbound } from './to-inbound.ts';
import { toSenderName, toWire } from './to-wire.ts';
import { createViberClient, type ViberAnswer, type ViberClient } from './viber-client.ts';
import { viberCallback } from './wire.ts';

export type ViberConfig = {
  /** Our name for the bot; Viber puts none into its callbacks. */
  accountKey: string;
  /** The first one sends, all of them verify. */
  authTokens: string[];
  senderName: string;
  senderAvatar?: string;
  baseUrl?: string;
  http: HttpClientFactory;
};

/** A Viber bot. */
export function createViberChannel(config: ViberConfig): ChannelAdapter {
  const { accountKey, authTokens, senderName, senderAvatar } = config;
  const http = config.http({
    party: 'viber',
    baseUrl: config.baseUrl ?? 'https://chatapi.viber.com/pa',
    headers: { 'x-viber-auth-token': authTokens[0] ?? '' },
    secrets: authTokens,
  });
  const sender = { name: toSenderName(senderName), avatar: senderAvatar ?? null };
  const client = createViberClient(http, sender);

  return {
    channel: 'viber',
    capabilities: VIBER_CAPABILITIES,
    receive: (request) => receiveCallback(request, { accountKey, authTokens }),

    async send(message) {
      try {
        const answer = await sendOrSimplify(client, message);
        return toOutcome(answer, new Date());
      } catch (fault) {
        return outcomeOfFault(fault);
      }
    },
  };
}

/** A person whose devices turn out to be older than we were told gets the message without extras. */
async function sendOrSimplify(client: ViberClient, message: OutboundMessage): Promise<ViberAnswer> {
  const { to, content, apiLevel } = message;
  const wire = toWire(content, apiLevel);
  const answer = await client.send(to, wire);
  const isTooNew = answer.kind === 'answered' && answer.status === UNSUPPORTED_LEVEL;
  return isTooNew && wire.minApiVersion !== null ? client.send(to, toWire(content, null)) : answer;
}

function receiveCallback(
  request: RawRequest,
  { accountKey: account, authTokens }: Pick<ViberConfig, 'accountKey' | 'authTokens'>,
): ChannelReceipt {
  if (request.method !== 'POST') return rejected(400, 'not POST');
  const signature = request.headers['x-viber-content-signature'];
  if (!isSigned(request.body, signature, authTokens)) return rejected(401, 'bad signature');

  const reading = readJson(request.body);
  if (reading.kind === 'unreadable') return rejected(400, reading.reason);
  const callback = viberCallback.safeParse(reading.value);
  if (!callback.success) return rejected(400, 'not a callback');
  const about = { account, raw: reading.value, receivedAt: request.receivedAt };
  return { kind: 'events', events: toInbound(callback.data, about) };
}

function rejected(status: 400 | 401, reason: string): ChannelReceipt {
  return { kind: 'rejected', status, reason };
}
