import { createHmac, randomBytes } from 'node:crypto';
import { toRequest } from '../load/to-request.ts';
import { APP_SECRET, type BenchShop } from '../shops/bench-shops.ts';
import { personId } from '../shops/row-id.ts';

/** Deliveries of Messenger, one signed text event each, every one with a message id of its own. */
export type TextWebhooks = { next(): Buffer };

/** Persons are drawn at random; a person always writes to the same shop. */
export function createTextWebhooks(config: { shops: BenchShop[]; persons: number }): TextWebhooks {
  const run = randomBytes(6).toString('base64url');
  let written = 0;

  return {
    next() {
      written += 1;
      const person = Math.floor(Math.random() * config.persons);
      const shop = config.shops[person % config.shops.length];
      if (!shop) throw new Error('The bench has no shop');
      const body = toBody({ shop, person, messageId: `m_bench_${run}_${written}` });
      const signature = createHmac('sha256', APP_SECRET).update(body).digest('hex');
      return toRequest({
        path: '/webhooks/messenger',
        headers: {
          'X-Hub-Signature-256': `sha256=${signature}`,
          'User-Agent': 'facebookexternalua',
        },
        body,
      });
    },
  };
}

/** https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/messages */
function toBody(to: { shop: BenchShop; person: number; messageId: string }): string {
  const now = Date.now();
  const item = {
    sender: { id: personId(to.person) },
    recipient: { id: to.shop.pageId },
    timestamp: now,
    message: { mid: to.messageId, text: 'Բարև ձեզ, գաթա կա՞ այսօր' },
  };
  return JSON.stringify({
    object: 'page',
    entry: [{ id: to.shop.pageId, time: now, messaging: [item] }],
  });
}
