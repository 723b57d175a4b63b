import { createLanes } from './lanes.ts';
import { createWebhookPoster, isSuccess, type WebhookAnswer, whyFailed } from './post-webhook.ts';
import { createShuffler } from './shuffler.ts';
import { createSlots } from './slots.ts';
import { createTimers } from './timers.ts';
import { toBookDelivery } from './to-book-delivery.ts';
import type { DeliveryOutcome, Webhook, WebhookDeliveryConfig } from './webhook.ts';

export type EndDelivery = (outcome: DeliveryOutcome) => void;

/** `isCopy`: the duplicate fault made it; tried once and reported to nobody. */
export type DeliveryJob = {
  webhook: Webhook;
  isCopy: boolean;
  /** True once it was abandoned. */
  isOver: () => boolean;
  end: EndDelivery;
};

export interface TryRunner {
  /** Through delay, shuffle and lane to the first try, then the retries. */
  run(job: DeliveryJob): void;
  /** Forgets what waits. */
  clear(): void;
  close(): void;
}

const MAX_AT_ONCE = 96;

/** Runs the tries of every webhook. */
export function createTryRunner(config: WebhookDeliveryConfig): TryRunner {
  const { dial } = config;
  const poster = createWebhookPoster();
  const slots = createSlots(MAX_AT_ONCE);
  const lanes = createLanes();
  const timers = createTimers();
  const shuffler = createShuffler(timers, config.random);

  async function tryOnce(job: DeliveryJob, number: number): Promise<void> {
    if (job.isOver()) return;
    const { webhook } = job;
    const { body, timeoutMs } = webhook;
    const isForged = dial.strikes(webhook.standIn, 'wrongSignature');
    const signed = isForged ? `${body} ` : body;
    const url = webhook.signUrl?.(signed) ?? webhook.url;
    const headers = webhook.sign(signed, { number, sentAt: new Date() });
    const answer = await poster.post({ url, body, timeoutMs, headers });
    if (job.isOver()) return;
    config.record(toBookDelivery(webhook, { number, answer, isForged }));
    if (job.isCopy) return;

    webhook.onAttempt?.(answer);
    const waitMs = waitAfter(webhook, number, answer);
    if (waitMs === null) job.end(toOutcome(webhook, number, answer));
    else timers.after(waitMs / config.clockFactor, () => queue(job, number + 1));
  }

  const queue = (job: DeliveryJob, number: number) => slots.run(() => tryOnce(job, number));

  return {
    run(job) {
      const { standIn, lane } = job.webhook;
      const { delayMs, reorder } = dial.of(standIn);
      const enter = () => {
        if (reorder) shuffler.hold(() => queue(job, 1));
        else lanes.run(`${standIn} ${lane}`, () => queue(job, 1));
      };
      if (delayMs > 0) timers.after(delayMs, enter);
      else enter();
    },
    clear() {
      timers.clear();
      shuffler.clear();
    },
    close: poster.close,
  };
}

/** In ms; null where no further try follows. 410 means that the door is gone. */
function waitAfter(webhook: Webhook, number: number, answer: WebhookAnswer): number | null {
  const waitMs = webhook.waitsMs[number - 1];
  if (isSuccess(answer, webhook.takenBy) || waitMs === undefined) return null;
  if (answer.kind === 'failed') return waitMs;
  return answer.status === 410 ? null : Math.max(waitMs, answer.retryAfterMs ?? 0);
}

function toOutcome(webhook: Webhook, attempts: number, answer: WebhookAnswer): DeliveryOutcome {
  if (answer.kind === 'failed' || !isSuccess(answer, webhook.takenBy)) {
    return { kind: 'given-up', reason: whyFailed(answer), attempts };
  }
  return { kind: 'delivered', status: answer.status, body: answer.body, attempts };
}
