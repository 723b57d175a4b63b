import type { PaymentPageView } from '@chatpay/services';

/**
 * The address that brings the customer back into the chat with a reference, which opens the
 * messaging window again. A `chatUrl` in the account's settings replaces the platform's own;
 * `{reference}` in it is filled in.
 */
export function backToChatUrl({ chat, orderNumber }: PaymentPageView): string | null {
  if (!chat) return null;
  const reference = encodeURIComponent(`paid_${orderNumber}`);
  const { chatUrl, username, uri } = chat.settings;
  if (typeof chatUrl === 'string') return chatUrl.replace('{reference}', reference);
  switch (chat.channel) {
    case 'messenger':
      return `https://m.me/${encodeURIComponent(chat.externalId)}?ref=${reference}`;
    case 'instagram':
      return typeof username === 'string'
        ? `https://ig.me/m/${encodeURIComponent(username)}?ref=${reference}`
        : null;
    case 'viber':
      return typeof uri === 'string'
        ? `viber://pa?chatURI=${encodeURIComponent(uri)}&context=${reference}`
        : null;
  }
}
