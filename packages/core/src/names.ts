import { z } from 'zod';

/** Every chat we can talk in. Adding a channel adds its name here. */
export const channelName = z.enum(['messenger', 'instagram', 'viber']);
export type ChannelName = z.infer<typeof channelName>;

/** Every payment provider we can be paid through. Adding a provider adds its name here. */
export const providerName = z.enum(['vpos']);
export type ProviderName = z.infer<typeof providerName>;

/** ISO 639-1 codes of the languages we speak to customers in. */
export const language = z.enum(['hy', 'ru', 'en']);
export type Language = z.infer<typeof language>;
