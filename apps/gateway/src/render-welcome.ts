import { toViberWelcome, type ViberSender } from '@chatpay/channels';
import type { OpenChannel, RenderWelcome } from '@chatpay/services';

/** The greeting as the JSON that Viber shows to a person who opened the chat. */
export const renderWelcome: RenderWelcome = (open, content) => ({
  status: 200,
  contentType: 'application/json',
  body: toViberWelcome(content, welcomeSender(open)),
});

/** Who greets: the sender of the account's other messages. */
function welcomeSender({ account }: OpenChannel): ViberSender {
  const { senderName, senderAvatar } = account.settings;
  return {
    name: typeof senderName === 'string' ? senderName : account.name,
    avatar: typeof senderAvatar === 'string' ? senderAvatar : null,
  };
}
