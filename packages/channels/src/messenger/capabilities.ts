import type { ChannelCapabilities } from '@chatpay/core';

/** Messenger Platform, Send API limits. */
export const MESSENGER_CAPABILITIES: ChannelCapabilities = {
  textLimit: 2000,
  textUnit: 'utf16',
  maxChoices: 13,
  choiceLabelLimit: 20,
  canAskPhone: true,
  echoesCorrelation: true,
};
