import type { PaymentProvider, ProviderName } from '@chatpay/core';
import type { HttpClientFactory } from '@chatpay/http';
import { z } from 'zod';
import { createVposProvider } from './providers/vpos/adapter.ts';
import { vposProfile } from './providers/vpos/profile.ts';

const secret = z.string().min(1);

/** What each provider needs to be kept sealed. */
export const providerCredentials = {
  vpos: z.strictObject({ apiToken: secret, webhookSecrets: z.array(secret).min(1) }),
} satisfies Record<ProviderName, z.ZodType>;

/** What each provider needs besides, and nobody has to hide. */
export const providerSettings = {
  vpos: z.strictObject({
    baseUrl: z.url({ protocol: /^https?$/ }).optional(),
    profile: vposProfile.optional(),
  }),
} satisfies Record<ProviderName, z.ZodType>;

export type ProviderAccount = {
  provider: ProviderName;
  credentials: unknown;
  settings: unknown;
  http: HttpClientFactory;
};

const PROVIDERS: Record<ProviderName, (account: ProviderAccount) => PaymentProvider> = {
  vpos: openVpos,
};

/** The adapter of one account. Throws ZodError when its credentials or settings are incomplete. */
export function createProvider(account: ProviderAccount): PaymentProvider {
  return PROVIDERS[account.provider](account);
}

function openVpos({ credentials, settings, http }: ProviderAccount): PaymentProvider {
  return createVposProvider({
    ...providerCredentials.vpos.parse(credentials),
    ...providerSettings.vpos.parse(settings),
    http,
  });
}
