import type { ChannelCapabilities } from '@chatpay/core';

/**
 * Viber REST Bot API. A label may have 250 characters; 60 is what a phone shows on one row.
 * 24 choices fill the 12 rows of a keyboard two by two.
 */
export const VIBER_CAPABILITIES: ChannelCapabilities = {
  textLimit: 7000,
  textUnit: 'utf16',
  maxChoices: 24,
  choiceLabelLimit: 60,
  canAskPhone: true,
  echoesCorrelation: false,
};
