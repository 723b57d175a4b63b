import { createHmac } from 'node:crypto';
import type { ChannelAdapter, OutboundMessage, SendOutcome } from '@chatpay/core';
import type { HttpClientFactory } from '@chatpay/http';
import { receiveGraphWebhook } from '../meta/receive.ts';
import { GRAPH_VERSION, sendThroughGraph } from '../meta/send.ts';
import { MESSENGER_CAPABILITIES } from './capabilities.ts';
import { toInbound } from './to-inbound.ts';
import { toWire } from './to-wire.ts';

export type MessengerConfig = {
  pageId: string;
  pageToken: string;
  /** All of them verify; the first also proves our calls (`appsecret_proof`). */
  appSecrets: string[];
  appId: string;
  verifyToken: string;
  baseUrl?: string;
  graphVersion?: string;
  http: HttpClientFactory;
};

/** A Facebook Page in Messenger. */
export function createMessengerChannel(config: MessengerConfig): ChannelAdapter {
  const { pageId, pageToken, appSecrets, appId, verifyToken } = config;
  const secrets = [pageToken, ...appSecrets];
  const http = config.http({
    party: 'messenger',
    baseUrl: config.baseUrl ?? 'https://graph.facebook.com',
    headers: { authorization: `Bearer ${pageToken}` },
    secrets,
  });
  const path = `/${config.graphVersion ?? GRAPH_VERSION}/${encodeURIComponent(pageId)}/messages`;
  const query = { appsecret_proof: proofOf(pageToken, appSecrets[0] ?? '') };

  function post(message: OutboundMessage): Promise<SendOutcome> {
    const request = { method: 'POST', path, query, json: toWire(message) } as const;
    return sendThroughGraph({ http, request, secrets });
  }

  return {
    channel: 'messenger',
    capabilities: MESSENGER_CAPABILITIES,

    receive(request) {
      return receiveGraphWebhook(request, {
        object: 'page',
        appSecrets,
        verifyToken,
        toInbound: (item) => toInbound(item, appId),
      });
    },

    async send(message) {
      const outcome = await post(message);
      const isRefused = outcome.kind === 'refused' && outcome.reason === 'bad_content';
      const plain = withoutPhone(message);
      return isRefused && plain !== null ? post(plain) : outcome;
    },
  };
}

/**
 * Instagram switched off the quick reply that shares a phone number, and Messenger may follow: the
 * question then goes out without it, and the customer types. Null when there is none.
 */
function withoutPhone(message: OutboundMessage): OutboundMessage | null {
  const { content } = message;
  const choices = content.choices.filter(({ kind }) => kind !== 'phone');
  return choices.length === content.choices.length
    ? null
    : { ...message, content: { ...content, choices } };
}

/** https://developers.facebook.com/docs/graph-api/guides/secure-requests */
function proofOf(token: string, appSecret: string): string {
  return createHmac('sha256', appSecret).update(token).digest('hex');
}
