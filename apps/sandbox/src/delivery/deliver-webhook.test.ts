import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { BookDelivery } from '../books.ts';
import { type Receiver, startReceiver } from '../testing/start-receiver.ts';
import { createWebhookDelivery, type Webhook, type WebhookDelivery } from './deliver-webhook.ts';
import { createFaultDial, type FaultDial } from './fault-dial.ts';

let receiver: Receiver;
let delivery: WebhookDelivery;
let dial: FaultDial;
let log: BookDelivery[];

beforeEach(async () => {
  receiver = await startReceiver();
  dial = createFaultDial(Math.random);
  log = [];
  delivery = createWebhookDelivery({
    dial,
    clockFactor: 1000,
    random: Math.random,
    record: (entry) => log.push(entry),
  });
});

afterEach(async () => {
  delivery.close();
  await receiver.close();
});

/** The "signature" is the body's length, so that altered bytes show. */
function webhook(body: string, changes: Partial<Webhook> = {}): Webhook {
  return {
    standIn: 'vpos',
    account: 'shop',
    label: 'test',
    url: `${receiver.url}/hook`,
    body,
    lane: 'one',
    waitsMs: [5000, 5000, 5000],
    timeoutMs: 5000,
    sign: (text, { number }) => ({ 'x-signed': String(text.length), 'x-try': String(number) }),
    ...changes,
  };
}

const bodies = () => receiver.received.map(({ body }) => body);
const tries = () => receiver.received.map(({ headers }) => headers['x-try']);

describe('delivering', () => {
  test('returns the final answer', async () => {
    receiver.answerWith(() => ({ status: 201, body: '{"welcome":"բարև"}' }));
    expect(await delivery.deliver(webhook('{}'))).toEqual({
      kind: 'delivered',
      status: 201,
      body: '{"welcome":"բարև"}',
      attempts: 1,
    });
    expect(log).toMatchObject([{ account: 'shop', attempt: 1, status: 201, ok: true }]);
  });

  test('tries again until 2xx, with the same bytes and a fresh signature', async () => {
    const statuses = [500, 302, 429, 204];
    receiver.answerWith(() => ({
      status: statuses.shift() ?? 500,
      headers: { location: '/else' },
    }));
    const outcome = await delivery.deliver(webhook('{"ու":1}'));
    expect(outcome).toMatchObject({ kind: 'delivered', status: 204, attempts: 4 });
    expect(bodies()).toEqual(Array(4).fill('{"ու":1}'));
    expect(tries()).toEqual(['1', '2', '3', '4']);
    expect(receiver.received.every(({ path }) => path === '/hook')).toBe(true);
    expect(log.map(({ ok, reason }) => [ok, reason])).toEqual([
      [false, 'status 500'],
      [false, 'status 302'],
      [false, 'status 429'],
      [true, null],
    ]);
  });

  test('gives up when the waits are used up, and at once on 410', async () => {
    receiver.answerWith(() => ({ status: 503 }));
    expect(await delivery.deliver(webhook('{}', { waitsMs: [1000] }))).toEqual({
      kind: 'given-up',
      reason: 'status 503',
      attempts: 2,
    });
    receiver.answerWith(() => ({ status: 410 }));
    expect(await delivery.deliver(webhook('{}'))).toMatchObject({ kind: 'given-up', attempts: 1 });
  });
});

describe('connections', () => {
  test('an unreachable or silent door counts as a failed try', async () => {
    const nowhere = webhook('{}', { url: 'http://127.0.0.1:1/', waitsMs: [] });
    expect(await delivery.deliver(nowhere)).toMatchObject({
      kind: 'given-up',
      reason: 'ECONNREFUSED',
    });
    receiver.answerWith(() => new Promise(() => {}));
    const silent = webhook('{}', { timeoutMs: 30, waitsMs: [] });
    expect(await delivery.deliver(silent)).toMatchObject({ kind: 'given-up', reason: 'timeout' });
  });

  test('a kept connection that breaks on reuse is replaced within the same try', async () => {
    await delivery.deliver(webhook('1'));
    const answers = ['hang-up' as const];
    receiver.answerWith(() => answers.pop() ?? { status: 200 });
    const second = webhook('2', { waitsMs: [] });
    expect(await delivery.deliver(second)).toMatchObject({ kind: 'delivered', attempts: 1 });
    expect(bodies()).toEqual(['1', '2', '2']);
  });

  test('a new connection that breaks is a failed try', async () => {
    receiver.answerWith(() => 'hang-up');
    expect(await delivery.deliver(webhook('1', { waitsMs: [] }))).toMatchObject({
      kind: 'given-up',
      reason: 'ECONNRESET',
    });
    expect(bodies()).toEqual(['1']);
  });
});

describe('order and load', () => {
  test('one lane keeps its order even when the door is slow; lanes do not wait for each other', async () => {
    let letFirstGo = () => {};
    const first = new Promise<void>((resolve) => {
      letFirstGo = resolve;
    });
    receiver.answerWith(async ({ body }) => {
      if (body === '1') await first;
      return { status: 200 };
    });
    const ordered = ['1', '2', '3'].map((body) => delivery.deliver(webhook(body)));
    await delivery.deliver(webhook('other', { lane: 'two' }));
    expect(bodies().sort()).toEqual(['1', 'other']);
    letFirstGo();
    await Promise.all(ordered);
    expect(bodies().filter((body) => body !== 'other')).toEqual(['1', '2', '3']);
  });

  test('never more than 96 at once, and all arrive', async () => {
    receiver.answerWith(
      () => new Promise((resolve) => setImmediate(() => resolve({ status: 200 }))),
    );
    const all = Array.from({ length: 1000 }, (_, index) =>
      delivery.deliver(webhook(String(index), { lane: String(index) })),
    );
    const outcomes = await Promise.all(all);
    expect(outcomes.every(({ kind }) => kind === 'delivered')).toBe(true);
    expect(new Set(bodies()).size).toBe(1000);
    expect(receiver.peak()).toBeLessThanOrEqual(96);
    expect(delivery.pending()).toBe(0);
  });

  test('clearing abandons what waits for its retry, and it never arrives', async () => {
    receiver.answerWith(() => ({ status: 500 }));
    let tried = () => {};
    const firstTry = new Promise<void>((resolve) => {
      tried = resolve;
    });
    const waiting = delivery.deliver(
      webhook('old', { waitsMs: [10_000_000], onAttempt: () => tried() }),
    );
    await firstTry;
    expect(delivery.pending()).toBe(1);
    delivery.clear();
    expect(await waiting).toEqual({ kind: 'abandoned' });
    receiver.answerWith(() => ({ status: 200 }));
    expect(await delivery.deliver(webhook('new'))).toMatchObject({ kind: 'delivered' });
    delivery.close();
    expect(await delivery.deliver(webhook('late'))).toEqual({ kind: 'abandoned' });
    expect(bodies()).toEqual(['old', 'new']);
  });
});

describe('faults of the dial', () => {
  test('duplicate: the same bytes so many times more, and only the first is retried', async () => {
    dial.turn('vpos', { duplicate: 4 });
    receiver.answerWith(({ headers }) => ({ status: headers['x-try'] === '1' ? 500 : 200 }));
    expect(await delivery.deliver(webhook('{}'))).toMatchObject({ attempts: 2 });
    expect(bodies()).toEqual(Array(6).fill('{}'));
    expect(tries().sort()).toEqual(['1', '1', '1', '1', '1', '2']);
  });

  test('drop: lost for good, and the books say so', async () => {
    dial.turn('vpos', { drop: { next: 1 } });
    expect(await delivery.deliver(webhook('lost'))).toEqual({ kind: 'dropped' });
    await delivery.deliver(webhook('kept'));
    expect(bodies()).toEqual(['kept']);
    expect(log[0]).toMatchObject({ attempt: 0, ok: false, reason: 'dropped by the fault dial' });
  });
});

describe('faults of the dial that keep every webhook', () => {
  test('wrong signature: signed over other bytes once, right on the retry', async () => {
    dial.turn('vpos', { wrongSignature: { next: 1 } });
    receiver.answerWith(({ body, headers }) => ({
      status: headers['x-signed'] === String(body.length) ? 200 : 401,
    }));
    expect(await delivery.deliver(webhook('{"a":1}'))).toMatchObject({ attempts: 2 });
    expect(bodies()).toEqual(['{"a":1}', '{"a":1}']);
    expect(log.map(({ status }) => status)).toEqual([401, 200]);
  });

  test('reorder: everything arrives, not in the order it was sent', async () => {
    dial.turn('vpos', { reorder: true });
    const sent = Array.from({ length: 40 }, (_, index) => String(index));
    await Promise.all(sent.map((body) => delivery.deliver(webhook(body))));
    expect(bodies()).not.toEqual(sent);
    expect(bodies().sort()).toEqual([...sent].sort());
  });

  test('delay: later, in the same order, and other stand-ins do not wait', async () => {
    dial.turn('vpos', { delayMs: 200 });
    const late = ['1', '2', '3'].map((body) => delivery.deliver(webhook(body)));
    await delivery.deliver(webhook('viber', { standIn: 'viber' }));
    await Promise.all(late);
    expect(bodies()).toEqual(['viber', '1', '2', '3']);
  });
});
