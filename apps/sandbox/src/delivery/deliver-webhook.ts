import { notSent } from './to-book-delivery.ts';
import { createTryRunner, type EndDelivery } from './try-runner.ts';
import type { DeliveryOutcome, Webhook, WebhookDeliveryConfig } from './webhook.ts';

export type { DeliveryOutcome, Webhook, WebhookAttempt } from './webhook.ts';

export interface WebhookDelivery {
  /** Never rejects. Resolves when the webhook is through, which may take all its retries. */
  deliver(webhook: Webhook): Promise<DeliveryOutcome>;
  /** How many are not through yet. */
  pending(): number;
  /** Abandons everything that is not through yet. */
  clear(): void;
  /** Clears, breaks open connections and takes nothing more. */
  close(): void;
}

const MAX_PENDING = 50_000;

/** The engine behind every stand-in's webhooks: signing, retries, order and the faults of the dial. */
export function createWebhookDelivery(config: WebhookDeliveryConfig): WebhookDelivery {
  const { dial, record } = config;
  const runner = createTryRunner(config);
  const open = new Set<EndDelivery>();
  let generation = 0;
  let isClosed = false;

  function start(webhook: Webhook, resolve: EndDelivery): void {
    const born = generation;
    const isOver = () => generation !== born;
    const end: EndDelivery = (outcome) => {
      open.delete(end);
      resolve(outcome);
    };
    open.add(end);
    runner.run({ webhook, isCopy: false, isOver, end });
    for (let copy = 0; copy < dial.of(webhook.standIn).duplicate; copy += 1) {
      runner.run({ webhook, isCopy: true, isOver, end });
    }
  }

  function clear(): void {
    generation += 1;
    runner.clear();
    for (const end of open) end({ kind: 'abandoned' });
  }

  return {
    async deliver(webhook) {
      if (isClosed) return { kind: 'abandoned' };
      if (dial.strikes(webhook.standIn, 'drop')) {
        record(notSent(webhook, 'dropped by the fault dial'));
        return { kind: 'dropped' };
      }
      if (open.size >= MAX_PENDING) {
        record(notSent(webhook, 'too many webhooks waiting'));
        return { kind: 'given-up', reason: 'too many webhooks waiting', attempts: 0 };
      }
      return new Promise((resolve) => start(webhook, resolve));
    },
    pending: () => open.size,
    clear,
    close() {
      isClosed = true;
      clear();
      runner.close();
    },
  };
}
