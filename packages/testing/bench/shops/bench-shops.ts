import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { REPOSITORY } from '../system/repository.ts';

/** A shop of the bench: one Messenger page and one VPOS account. */
export type BenchShop = { key: string; pageId: string; paymentKey: string; webhookSecret: string };

/** All pages belong to one Meta app, as the pages of one installation do. */
export const APP_SECRET = 'bench-app-secret';

const json = z.record(z.string(), z.unknown());
const demoShop = z.looseObject({
  channels: z.array(z.looseObject({ channel: z.string(), settings: json })),
  payments: z.array(z.looseObject({ settings: json })),
  catalogue: z.array(z.looseObject({ sku: z.string(), names: json, price: z.number() })),
});

/** One product of the demo shop, and what one of it costs in minor units. */
export const PRODUCT = { sku: 'gata', names: readNames(), unitMinor: 180_000 };

/** The `count` shops, always the same ones. */
export function benchShops(count: number): BenchShop[] {
  return Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(2, '0');
    const secret = createHash('sha256').update(`bench ${number}`).digest('base64');
    return {
      key: `bench-${number}`,
      pageId: `1048576000001${number}`,
      paymentKey: `bench-${number}-vpos`,
      webhookSecret: `whsec_${secret}`,
    };
  });
}

/** The shop file of a shop: the demo shop's, with keys of its own and the page's API elsewhere. */
export function shopFileOf(shop: BenchShop, graphUrl: string): unknown {
  const demo = readDemoShop();
  const channel = demo.channels.find((each) => each.channel === 'messenger');
  const [payment] = demo.payments;
  if (!channel || !payment) throw new Error('The demo shop has no Messenger or no payments');
  return {
    ...demo,
    key: shop.key,
    channels: [
      {
        ...channel,
        key: `${shop.key}-messenger`,
        externalId: shop.pageId,
        credentials: {
          pageToken: `${shop.key}-page-token`,
          appSecrets: [APP_SECRET],
          verifyToken: 'bench-verify-token',
        },
        settings: { ...channel.settings, baseUrl: graphUrl },
      },
    ],
    payments: [
      {
        ...payment,
        key: shop.paymentKey,
        credentials: { apiToken: `${shop.key}-vpos-token`, webhookSecrets: [shop.webhookSecret] },
      },
    ],
  };
}

function readNames(): Record<string, unknown> {
  const product = readDemoShop().catalogue.find(({ sku }) => sku === 'gata');
  if (product?.price !== 1_800) throw new Error('The demo shop sells no gata at 1800');
  return product.names;
}

function readDemoShop() {
  const path = join(REPOSITORY, 'apps', 'sandbox', 'demo-shop.json');
  return demoShop.parse(JSON.parse(readFileSync(path, 'utf8')));
}
