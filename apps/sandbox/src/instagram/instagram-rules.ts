import { graphFault } from '../meta/graph-fault.ts';
import type { MetaRules } from '../meta/meta-rules.ts';

/** What the Instagram Login host accepts. Source: reference instagram.md 4.2 and 6. */
export const INSTAGRAM_RULES: MetaRules = {
  textLimit: 1000,
  textUnit: 'byte',
  attachmentTypes: ['AUDIO', 'FILE', 'IMAGE', 'LIKE_HEART', 'MEDIA_SHARE', 'TEMPLATE', 'VIDEO'],
  templates: ['button', 'generic'],
  buttonTypes: ['web_url', 'postback'],
  quickReplyTypes: ['text'],
  quickReplyTitle: 'cut',
  attachmentsLimit: 10,
  faultType: 'IGApiException',
  faults: {
    emptyMessage: graphFault(100, 'Invalid message data', { subcode: 2534015 }),
    invalidMessage: graphFault(100, 'Invalid message data', { subcode: 2534015 }),
    unknownPerson: graphFault(100, 'The requested user cannot be found.', { subcode: 2534014 }),
    windowClosed: graphFault(10, 'This message is sent outside of allowed window.', {
      subcode: 2534022,
    }),
    unavailable: graphFault(551, "This person isn't available right now.", { subcode: 1545041 }),
  },
};
