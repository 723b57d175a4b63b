import { createHash } from 'node:crypto';
import type { ChannelAdapter, ChannelName } from '@chatpay/core';
import type { HttpClientFactory } from '@chatpay/http';
import { z } from 'zod';
import { createInstagramChannel } from './instagram/adapter.ts';
import { createMessengerChannel } from './messenger/adapter.ts';
import { createViberChannel } from './viber/adapter.ts';

const secret = z.string().min(1);
const secrets = z.array(secret).min(1);
const webAddress = z.url({ protocol: /^https?$/ });

/** What each channel needs to be kept sealed. */
export const channelCredentials = {
  messenger: z.strictObject({ pageToken: secret, appSecrets: secrets, verifyToken: secret }),
  instagram: z.strictObject({ accessToken: secret, appSecrets: secrets, verifyToken: secret }),
  viber: z.strictObject({ authTokens: secrets }),
} satisfies Record<ChannelName, z.ZodType>;

/** Replaces the platform's own address of the chat; `{reference}` in it is filled in. */
const chatUrl = z.string().min(1).optional();

const graphSettings = {
  chatUrl,
  baseUrl: webAddress.optional(),
  graphVersion: z
    .string()
    .regex(/^v\d+\.\d+$/)
    .optional(),
};

/** What each channel needs besides, and nobody has to hide. */
export const channelSettings = {
  messenger: z.strictObject({ appId: z.string().min(1), ...graphSettings }),
  instagram: z.strictObject({
    /** The account's name, for links back into the chat. */
    username: z.string().min(1).optional(),
    ...graphSettings,
  }),
  viber: z.strictObject({
    senderName: z.string().min(1),
    senderAvatar: webAddress.optional(),
    /** The bot's public name, for links back into the chat. */
    uri: z.string().min(1).optional(),
    chatUrl,
    baseUrl: webAddress.optional(),
  }),
} satisfies Record<ChannelName, z.ZodType>;

export type ChannelAccount = {
  channel: ChannelName;
  /** The platform's id: the Page, the Instagram professional account, the Viber bot. */
  externalId: string;
  /** Our key of the account, as in the shop file. */
  key: string;
  credentials: unknown;
  settings: unknown;
  http: HttpClientFactory;
};

/**
 * What signs an account's webhooks, as a name that tells nothing: equal for all accounts of one
 * Meta app, and for each Viber bot its own.
 */
export function signerOf({
  channel,
  credentials,
}: Pick<ChannelAccount, 'channel' | 'credentials'>) {
  const parsed = channelCredentials[channel].parse(credentials);
  const signing =
    'appSecrets' in parsed ? [...parsed.appSecrets, parsed.verifyToken] : parsed.authTokens;
  return createHash('sha256')
    .update(JSON.stringify([channel, ...signing]))
    .digest('hex');
}

const CHANNELS: Record<ChannelName, (account: ChannelAccount) => ChannelAdapter> = {
  messenger: openMessenger,
  instagram: openInstagram,
  viber: openViber,
};

/** The adapter of one account. Throws ZodError when its credentials or settings are incomplete. */
export function createChannel(account: ChannelAccount): ChannelAdapter {
  return CHANNELS[account.channel](account);
}

function openMessenger({ externalId, credentials, settings, http }: ChannelAccount) {
  return createMessengerChannel({
    pageId: externalId,
    ...channelCredentials.messenger.parse(credentials),
    ...channelSettings.messenger.parse(settings),
    http,
  });
}

function openInstagram({ externalId, credentials, settings, http }: ChannelAccount) {
  return createInstagramChannel({
    accountId: externalId,
    ...channelCredentials.instagram.parse(credentials),
    ...channelSettings.instagram.parse(settings),
    http,
  });
}

function openViber({ key, credentials, settings, http }: ChannelAccount) {
  return createViberChannel({
    accountKey: key,
    ...channelCredentials.viber.parse(credentials),
    ...channelSettings.viber.parse(settings),
    http,
  });
}
