import type { NewAccount } from './accounts.ts';

const SHOP = 'Անիի փուռը';

/** The demo shop's accounts, known from the start. Plain demo values, not secrets. */
export const DEMO_ACCOUNTS: readonly NewAccount[] = [
  {
    channel: 'messenger',
    key: 'demo-messenger',
    externalId: '104857600000001',
    token: 'sandbox-page-token',
    appId: '1517770000000001',
    appSecret: 'sandbox-app-secret',
    verifyToken: 'sandbox-verify-token',
    name: SHOP,
  },
  {
    channel: 'instagram',
    key: 'demo-instagram',
    externalId: '17841400000000001',
    token: 'sandbox-instagram-token',
    appSecret: 'sandbox-instagram-secret',
    verifyToken: 'sandbox-verify-token',
    name: SHOP,
  },
  {
    channel: 'viber',
    key: 'demo-viber',
    externalId: 'anibakery',
    token: '4fa85f6457174562-b3fc2c963f66afa6-5a1d7e9c0b2f4e68',
    name: SHOP,
  },
  {
    channel: 'vpos',
    key: 'demo-vpos',
    token: 'sandbox-vpos-token',
    webhookSecret: 'whsec_c2FuZGJveC13ZWJob29rLXNlY3JldC0zMi1ieXRlcyE=',
    name: SHOP,
  },
];
