export { createInstagramChannel, type InstagramConfig } from './instagram/adapter.ts';
export { createMessengerChannel, type MessengerConfig } from './messenger/adapter.ts';
export {
  type ChannelAccount,
  channelCredentials,
  channelSettings,
  createChannel,
  signerOf,
} from './registry.ts';
export { createViberChannel, type ViberConfig } from './viber/adapter.ts';
export { toViberWelcome } from './viber/to-wire.ts';
export type { ViberSender } from './viber/viber-client.ts';
