import type { ChannelCapabilities } from '@chatpay/core';

/** Instagram Platform: text is counted in bytes of UTF-8; phone replies ended on 5 October 2026. */
export const INSTAGRAM_CAPABILITIES: ChannelCapabilities = {
  textLimit: 1000,
  textUnit: 'byte',
  maxChoices: 13,
  choiceLabelLimit: 20,
  canAskPhone: false,
  echoesCorrelation: false,
};
