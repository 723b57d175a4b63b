import { badParameter, graphFault } from '../meta/graph-fault.ts';
import type { MetaRules } from '../meta/meta-rules.ts';

/** What the Send API of a Page accepts. Source: reference messenger.md 5, 6 and 7. */
export const MESSENGER_RULES: MetaRules = {
  textLimit: 2000,
  textUnit: 'character',
  attachmentTypes: ['AUDIO', 'FILE', 'IMAGE', 'TEMPLATE', 'VIDEO'],
  templates: ['button', 'generic'],
  buttonTypes: ['web_url', 'postback', 'phone_number'],
  quickReplyTypes: ['text', 'user_phone_number', 'user_email'],
  quickReplyTitle: 'refused',
  attachmentsLimit: 30,
  faultType: 'OAuthException',
  faults: {
    emptyMessage: badParameter(
      'Message cannot be empty, must provide valid attachment or text',
      2018034,
    ),
    invalidMessage: badParameter('Invalid data', 2018032),
    unknownPerson: badParameter('No matching user found', 2018001),
    windowClosed: graphFault(
      10,
      '(#10) This message is sent outside of allowed window. Learn more about the new policy here: ' +
        'https://developers.facebook.com/docs/messenger-platform/policy-overview',
      { subcode: 2018278 },
    ),
    unavailable: graphFault(551, "(#551) This person isn't available right now.", {
      subcode: 1545041,
    }),
  },
};
