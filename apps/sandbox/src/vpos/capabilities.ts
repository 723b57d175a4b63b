/** What this stand-in can do; everything not true here is not offered. */
export const CAPABILITIES = {
  providers: [
    {
      provider: 'manual',
      capabilities: {
        hostedCheckout: true,
        statusLookup: true,
        webhooks: true,
        payLink: false,
        qr: false,
        refund: false,
        partialRefund: false,
        fiscalization: false,
        tokenization: false,
      },
    },
  ],
} as const;
