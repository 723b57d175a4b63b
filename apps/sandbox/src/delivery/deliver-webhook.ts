import type { StandInName } from '../accounts.ts';
import type { BookDelivery } from '../books.ts';
import type { FaultDial } from './fault-dial.ts';
import { createLanes } from './lanes.ts';
import { createWebhookPoster, type WebhookAnswer } from './post-webhook.ts';
import { createShuffler } from './shuffler.ts';
import { createSlots } from './slots.ts';
import { createTimers } from './timers.ts';

/** One try of one webhook. `number` counts from 1; copies of a duplicated webhook repeat it. */
export type WebhookAttempt = { number: number; sentAt: Date };

export type Webhook = {
  standIn: StandInName;
  /** The account's key, for the books. */
  account: string;
  /** What it tells, for the books: `messages`, `payment_session.succeeded`. */
  label: string;
  url: string;
  /** Sent byte for byte the same on every try. */
  body: string;
  /** First tries of one lane go one after another; retries and shuffled ones do not wait. */
  lane: string;
  /** Waits before the second try, the third, … in ms; given up when they are used up. */
  waitsMs: readonly number[];
  timeoutMs: number;
  /** All headers of one try. Called per try; called with altered bytes to forge a signature. */
  sign(body: string, attempt: WebhookAttempt): Record<string, string>;
  /** Where the address carries the signature too: the address of one try. */
  signUrl?(body: string): string;
  /** Told after every try of the first copy. */
  onAttempt?(answer: WebhookAnswer): void;
};

export type DeliveryOutcome =
  /** Answered 2xx: this is the answer. */
  | { kind: 'delivered'; status: number; body: string; attempts: number }
  | { kind: 'given-up'; reason: string; attempts: number }
  /** By the fault dial. */
  | { kind: 'dropped' }
  /** By a reset or the end of the sandbox. */
  | { kind: 'abandoned' };

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

export type WebhookDeliveryConfig = {
  dial: FaultDial;
  /** Divides the waits between tries. */
  clockFactor: number;
  random: () => number;
  /** Where every try is written down. */
  record(delivery: BookDelivery): void;
};

const MAX_AT_ONCE = 96;
const MAX_PENDING = 50_000;

type Job = { webhook: Webhook; isCopy: boolean; isOver: () => boolean; end: EndJob };
type EndJob = (outcome: DeliveryOutcome) => void;

/** The engine behind every stand-in's webhooks: signing, retries, order and the faults of the dial. */
export function createWebhookDelivery(config: WebhookDeliveryConfig): WebhookDelivery {
  const { dial, record } = config;
  const poster = createWebhookPoster();
  const slots = createSlots(MAX_AT_ONCE);
  const lanes = createLanes();
  const timers = createTimers();
  const shuffler = createShuffler(timers, config.random);
  const open = new Set<EndJob>();
  let generation = 0;
  let isClosed = false;

  /** Through delay, shuffle and lane to the first try. */
  function dispatch(job: Job): void {
    const { standIn, lane } = job.webhook;
    const { delayMs, reorder } = dial.of(standIn);
    const start = () => tryOnce(job, 1);
    const enter = () => {
      if (reorder) shuffler.hold(start);
      else lanes.run(`${standIn} ${lane}`, start);
    };
    if (delayMs > 0) timers.after(delayMs, enter);
    else enter();
  }

  async function tryOnce(job: Job, number: number): Promise<void> {
    await slots.run(async () => {
      if (job.isOver()) return;
      const { webhook } = job;
      const isForged = dial.strikes(webhook.standIn, 'wrongSignature');
      const signed = isForged ? `${webhook.body} ` : webhook.body;
      const answer = await poster.post({
        url: webhook.signUrl?.(signed) ?? webhook.url,
        body: webhook.body,
        timeoutMs: webhook.timeoutMs,
        headers: webhook.sign(signed, {
          number,
          sentAt: new Date(),
        }),
      });
      if (job.isOver()) return;
      record(toBookDelivery(webhook, number, { answer, isForged }));
      if (!job.isCopy) takeAnswer(job, number, answer);
    });
  }

  function takeAnswer(job: Job, number: number, answer: WebhookAnswer): void {
    job.webhook.onAttempt?.(answer);
    if (answer.kind === 'answered' && isSuccess(answer.status)) {
      job.end({ kind: 'delivered', status: answer.status, body: answer.body, attempts: number });
      return;
    }
    const waitMs = job.webhook.waitsMs[number - 1];
    if (waitMs === undefined || (answer.kind === 'answered' && answer.status === 410)) {
      job.end({ kind: 'given-up', reason: failureOf(answer), attempts: number });
      return;
    }
    const askedMs = answer.kind === 'answered' ? (answer.retryAfterMs ?? 0) : 0;
    timers.after(Math.max(waitMs, askedMs) / config.clockFactor, () => tryOnce(job, number + 1));
  }

  function clear(): void {
    generation += 1;
    timers.clear();
    shuffler.clear();
    for (const end of open) end({ kind: 'abandoned' });
  }

  return {
    deliver(webhook) {
      if (isClosed) return Promise.resolve({ kind: 'abandoned' });
      if (dial.strikes(webhook.standIn, 'drop')) {
        record(notSent(webhook, 'dropped by the fault dial'));
        return Promise.resolve({ kind: 'dropped' });
      }
      if (open.size >= MAX_PENDING) {
        record(notSent(webhook, 'too many webhooks waiting'));
        return Promise.resolve({ kind: 'given-up', reason: 'too many waiting', attempts: 0 });
      }
      return new Promise((resolve) => {
        const born = generation;
        const isOver = () => generation !== born;
        const end: EndJob = (outcome) => {
          open.delete(end);
          resolve(outcome);
        };
        open.add(end);
        dispatch({ webhook, isCopy: false, isOver, end });
        for (let copy = 0; copy < dial.of(webhook.standIn).duplicate; copy += 1) {
          dispatch({ webhook, isCopy: true, isOver, end });
        }
      });
    },
    pending: () => open.size,
    clear,
    close() {
      isClosed = true;
      clear();
      poster.close();
    },
  };
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

function failureOf(answer: WebhookAnswer): string {
  return answer.kind === 'failed' ? answer.reason : `status ${answer.status}`;
}

function toBookDelivery(
  webhook: Webhook,
  attempt: number,
  { answer, isForged }: { answer: WebhookAnswer; isForged: boolean },
): BookDelivery {
  const status = answer.kind === 'answered' ? answer.status : null;
  const ok = status !== null && isSuccess(status);
  const reason = isForged ? 'signed wrongly by the fault dial' : ok ? null : failureOf(answer);
  return { ...notSent(webhook, reason), attempt, status, ok };
}

function notSent(webhook: Webhook, reason: string | null): BookDelivery {
  const { standIn, account, label, lane, url } = webhook;
  const at = new Date().toISOString();
  return {
    standIn,
    account,
    label,
    lane,
    to: url,
    attempt: 0,
    status: null,
    ok: false,
    reason,
    at,
  };
}
