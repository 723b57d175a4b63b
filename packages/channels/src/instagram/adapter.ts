import type { ChannelAdapter } from '@chatpay/core';
import type { HttpClientFactory } from '@chatpay/http';
import { receiveGraphWebhook } from '../meta/receive.ts';
import { GRAPH_VERSION, sendThroughGraph } from '../meta/send.ts';
import { INSTAGRAM_CAPABILITIES } from './capabilities.ts';
import { toInbound } from './to-inbound.ts';
import { toWire } from './to-wire.ts';

export type InstagramConfig = {
  /** The professional account id of webhooks: `user_id`, not `id`, of `GET /me`. */
  accountId: string;
  accessToken: string;
  /** Guides disagree on whether the Instagram or the Meta app secret signs: list both. */
  appSecrets: string[];
  verifyToken: string;
  baseUrl?: string;
  graphVersion?: string;
  http: HttpClientFactory;
};

/** An Instagram professional account, by the API with Instagram Login. */
export function createInstagramChannel(config: InstagramConfig): ChannelAdapter {
  const { accountId, accessToken, appSecrets, verifyToken } = config;
  const secrets = [accessToken, ...appSecrets];
  const http = config.http({
    party: 'instagram',
    baseUrl: config.baseUrl ?? 'https://graph.instagram.com',
    headers: { authorization: `Bearer ${accessToken}` },
    secrets,
  });
  const version = config.graphVersion ?? GRAPH_VERSION;
  const path = `/${version}/${encodeURIComponent(accountId)}/messages`;

  return {
    channel: 'instagram',
    capabilities: INSTAGRAM_CAPABILITIES,

    receive(request) {
      return receiveGraphWebhook(request, {
        object: 'instagram',
        appSecrets,
        verifyToken,
        toInbound,
      });
    },

    send(message) {
      const request = { method: 'POST', path, json: toWire(message) } as const;
      return sendThroughGraph({ http, request, secrets });
    },
  };
}
