import type { ChannelAdapter, ChannelName, PaymentProvider, ProviderName } from '@chatpay/core';

const REASON = 'the account’s credentials or settings cannot be used';
const TRY_AGAIN_MS = 60_000;

/**
 * Stands in for a channel account whose credentials cannot be opened. Nothing is lost: what is to
 * be said waits, as in any trouble of an account, until the account is applied again. What it can
 * show is the least that any channel can.
 */
export function createClosedChannel(channel: ChannelName): ChannelAdapter {
  return {
    channel,
    capabilities: {
      textLimit: 1000,
      textUnit: 'byte',
      maxChoices: 13,
      choiceLabelLimit: 20,
      canAskPhone: false,
      echoesCorrelation: false,
    },
    receive: () => ({ kind: 'rejected', status: 401, reason: REASON }),
    send: async () => ({
      kind: 'retry',
      scope: 'account',
      reason: REASON,
      afterMs: TRY_AGAIN_MS,
    }),
  };
}

/** The same for a payment account: no session is opened, and no lookup brings news. */
export function createClosedProvider(provider: ProviderName): PaymentProvider {
  return {
    provider,
    createCheckout: async () => ({ kind: 'unavailable', reason: REASON }),
    receive: () => ({ kind: 'rejected', status: 401, reason: REASON }),
    reply: () => ({ status: 503 }),
    async lookup() {
      throw new Error(REASON);
    },
  };
}
