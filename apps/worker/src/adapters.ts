import { createChannel, signerOf } from '@chatpay/channels';
import { createHttpClient } from '@chatpay/http';
import { createProvider } from '@chatpay/payments';
import type { AdapterFactory } from '@chatpay/services';

/** The real adapters, all speaking through the one HTTP client. */
export function createAdapters(): AdapterFactory {
  return {
    channel: (account) => ({
      adapter: createChannel({ ...account, http: createHttpClient }),
      signer: signerOf(account),
    }),
    provider: (account) => createProvider({ ...account, http: createHttpClient }),
  };
}
