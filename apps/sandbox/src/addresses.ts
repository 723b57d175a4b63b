import type { Account } from './accounts.ts';

/** Where things are. Both ends may move: tests start on ports nobody knows beforehand. */
export interface Addresses {
  /** The sandbox as browsers reach it, without a trailing slash. */
  publicUrl(): string;
  gatewayUrl(): string;
  /** Where this account's webhooks go. */
  webhookUrl(account: Account): string;
  moveGateway(url: string): void;
  moveSandbox(url: string): void;
}

/** Addresses that start as given and follow later moves. */
export function createAddresses(initial: { publicUrl: string; gatewayUrl: string }): Addresses {
  let publicUrl = withoutSlash(initial.publicUrl);
  let gatewayUrl = withoutSlash(initial.gatewayUrl);
  return {
    publicUrl: () => publicUrl,
    gatewayUrl: () => gatewayUrl,
    webhookUrl: (account) => account.webhookUrl ?? `${gatewayUrl}${gatewayPath(account)}`,
    moveGateway(url) {
      gatewayUrl = withoutSlash(url);
    },
    moveSandbox(url) {
      publicUrl = withoutSlash(url);
    },
  };
}

function gatewayPath({ channel, key }: Account): string {
  switch (channel) {
    case 'messenger':
    case 'instagram':
      return `/webhooks/${channel}`;
    case 'viber':
      return `/webhooks/viber/${key}`;
    case 'vpos':
      return `/webhooks/payments/${key}`;
  }
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
