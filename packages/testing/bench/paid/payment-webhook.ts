import { createHmac } from 'node:crypto';
import { toRequest } from '../load/to-request.ts';
import { type BenchShop, PRODUCT } from '../shops/bench-shops.ts';
import { ROWS, rowId } from '../shops/row-id.ts';

/**
 * VPOS says that the session of a prepared order succeeded, in the Standard Webhooks profile:
 * https://github.com/standard-webhooks/standard-webhooks
 */
export function paymentWebhook({ shop, order }: { shop: BenchShop; order: number }): Buffer {
  const sentAt = new Date();
  const timestamp = String(Math.floor(sentAt.getTime() / 1000));
  const id = `evt_bench_${order}`;
  const body = toBody(order, sentAt);
  const key = Buffer.from(shop.webhookSecret.replace('whsec_', ''), 'base64');
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return toRequest({
    path: `/webhooks/payments/${shop.paymentKey}`,
    headers: {
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${mac}`,
      'User-Agent': 'VPOS-Webhooks/1.0',
    },
    body,
  });
}

function toBody(order: number, at: Date): string {
  const instant = at.toISOString();
  const session = {
    id: `ps_bench_${order}`,
    merchantOrderId: `B${order}-1`,
    status: 'succeeded',
    amountMinor: PRODUCT.unitMinor,
    currency: 'AMD',
    checkoutUrl: `http://localhost/checkout/${order}`,
    expiresAt: new Date(at.getTime() + 1_200_000).toISOString(),
    createdAt: instant,
    transactionId: `tx_bench_${order}`,
    paidAt: instant,
    metadata: { attemptId: rowId(ROWS.attempt, order), requestId: rowId(ROWS.request, order) },
  };
  return JSON.stringify({ type: 'payment_session.succeeded', timestamp: instant, data: session });
}
