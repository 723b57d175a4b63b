import type { GraphFault } from './graph-fault.ts';

/** Where Messenger and Instagram differ in what they accept and how they refuse it. */
export type MetaRules = {
  textLimit: number;
  textUnit: 'character' | 'byte';
  /** Upper-case names as the platform prints them in its errors. */
  attachmentTypes: readonly string[];
  templates: readonly string[];
  buttonTypes: readonly string[];
  quickReplyTypes: readonly string[];
  /** Messenger refuses longer quick-reply titles, Instagram cuts them. */
  quickReplyTitle: 'refused' | 'cut';
  /** How many `attachments[]` one message may carry. */
  attachmentsLimit: number;
  /** Type of the errors of this host when the fault itself names none. */
  faultType: string;
  faults: {
    emptyMessage: GraphFault;
    invalidMessage: GraphFault;
    unknownPerson: GraphFault;
    windowClosed: GraphFault;
    unavailable: GraphFault;
  };
};

export const QUICK_REPLY_COUNT = 13;
export const TITLE_LIMIT = 20;
export const PAYLOAD_LIMIT = 1000;
export const BUTTON_TEXT_LIMIT = 640;
export const BUTTON_COUNT = 3;
export const CARD_COUNT = 10;
export const CARD_TEXT_LIMIT = 80;
export const METADATA_LIMIT = 1000;
