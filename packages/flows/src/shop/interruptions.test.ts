import type { FlowEvent, PaymentOutcome } from '@chatpay/core';
import { describe, expect, test } from '@jest/globals';
import {
  after,
  afterAll,
  pay,
  payloadsOf,
  type Rehearsal,
  rehearse,
  said,
  saysOf,
} from './__fixtures__/rehearse.ts';
import { draftOf, type ShopState } from './state.ts';

const TO_CART = ['hello', '>add:cake-choco', '2'];
const TO_ADDRESS = [...TO_CART, 'next', '091234567'];
const TO_CONFIRM = [...TO_ADDRESS, 'Yerevan, Abovyan 10'];
const TO_PLACED = [...TO_CONFIRM, 'yes'];
const TO_PAID = [...TO_PLACED, pay('paid')];

/** Every step, also in the shades that change its question. */
const STEPS: [string, readonly (string | FlowEvent)[]][] = [
  ['welcome', ['hello']],
  ['catalogue', ['hello', 'menu']],
  ['catalogue, page 2, with a cart', [...TO_CART, '>more:1']],
  ['quantity', ['hello', '>add:gata']],
  ['quantity, with a cart', [...TO_CART, '>add:gata']],
  ['cart', TO_CART],
  ['phone', [...TO_CART, 'next']],
  ['address', TO_ADDRESS],
  ['confirm', TO_CONFIRM],
  ['placed, awaiting payment', TO_PLACED],
  ['placed, asked whether to cancel', [...TO_PLACED, 'cancel']],
  ['placed, paid', TO_PAID],
  ['placed, expired', [...TO_PLACED, pay('expired')]],
  ['quantity, while another order waits', [...TO_PLACED, '>menu', '>add:gata']],
  ['phone, after an order was paid', [...TO_PAID, '>add:gata', '1', 'next']],
];

const ATTACHMENTS = ['sticker', 'audio', 'image', 'video', 'file', 'location', 'contact', 'link'];

const SURPRISES: [string, FlowEvent][] = [
  ...ATTACHMENTS.map((kind): [string, FlowEvent] => [kind, { type: 'attachment', kind }]),
  ['something new of the platform', { type: 'unsupported' }],
  ['a card number', { type: 'card_number' }],
  ['the chat opened again', { type: 'started', reference: null }],
  ['an unknown reference', { type: 'started', reference: 'spring-sale' }],
  ['a reference to a product that is gone', { type: 'started', reference: 'p_gone' }],
  ['a reference to another order', { type: 'started', reference: 'paid_999' }],
  ['a tap of another bot', { type: 'choice', payload: 'SOMETHING', label: null }],
  ['a tap of another bot with words', { type: 'choice', payload: '{"a":1}', label: '…' }],
  ['a tap on a product that is gone', { type: 'choice', payload: 'add:gone', label: 'Gone' }],
  ['a tap on a quantity of it', { type: 'choice', payload: 'qty:gone:2', label: '2' }],
  ['a tap on cancelling another order', { type: 'choice', payload: 'cancel:999', label: null }],
  ['a shared number that is none', { type: 'phone', phone: 'abc' }],
  ...['', '  ', '👍', '😂😂😂', '???', '!', '\u0000', 'what?', 'Ի՞նչ', 'что?', 'help'].map(words),
  ...['hello', 'Բարև', 'привет', 'спасибо', 'Շնորհակալություն', 'thanks!'].map(words),
  words('a'.repeat(5_000)),
  words('слово '.repeat(200)),
  words('🙂'.repeat(400)),
];

const OUTCOMES: PaymentOutcome[] = [
  ...(['paid', 'declined', 'failed', 'expired', 'review', 'duplicate', 'cancelled'] as const),
];

describe.each(STEPS)('in %s', (_name, script) => {
  const before = afterAll(rehearse(), script);
  const question = after(before, { type: 'handed_back' });

  test.each(SURPRISES)('%s gets an answer and loses nothing', (_surprise, event) => {
    const next = after(before, event);
    expect(stationOf(next.state)).toEqual(stationOf(before.state));
    expect(saysOf(next).length).toBeGreaterThan(0);
    expect(next.effects.map(({ type }) => type)).not.toContain('place-order');
    expect(next.effects.map(({ type }) => type)).not.toContain('cancel-order');
    if (!isAboutOrder(before, event)) {
      expect(lineOf(said(next))).toBe(lineOf(said(question)));
      expect(payloadsOf(next)).toEqual(expect.arrayContaining(payloadsOf(question)));
    }
  });

  test.each(OUTCOMES)('news "%s" is told and loses nothing', (outcome) => {
    const next = after(before, pay(outcome));
    expect(stationOf(next.state)).toEqual(stationOf(before.state));
    const isStale = before.context.order?.status === 'paid';
    if (isStale && outcome !== 'paid' && !needsPerson(outcome)) return;
    expect(saysOf(next)[0]?.class).toBe('payment_notice');
    const isRepeated = !next.state.step.startsWith('placed') && !needsPerson(outcome);
    if (isRepeated && before.context.order) {
      expect(lineOf(said(next))).toBe(lineOf(said(question)));
      expect(payloadsOf(next)).toEqual(expect.arrayContaining(payloadsOf(question)));
    }
  });

  test('another language is spoken at once and kept', () => {
    const next = afterAll(before, ['по-русски']);
    expect(next.effects[0]).toEqual({ type: 'set-language', language: 'ru' });
    expect(said(next)).toMatch(/[а-я]{4}/);
    expect(stationOf(afterAll(next, ['???']).state).step).toBe(stationOf(next.state).step);
    expect(said(afterAll(next, ['???']))).toMatch(/[а-я]{4}/);
    if (before.state.step !== 'welcome') {
      expect(stationOf(next.state)).toEqual(stationOf(before.state));
    }
  });

  test('a person is called, is not disturbed, and gives the conversation back', () => {
    const called = afterAll(before, ['можно с оператором поговорить?']);
    expect(called.effects.at(-1)).toMatchObject({ type: 'hand-over' });
    expect(called.state.step).toBe('with-person');
    for (const [, event] of SURPRISES) expect(after(called, event).effects).toEqual([]);
    for (const each of ['menu', 'yes', '>confirm', '>add:gata', 'operator']) {
      expect(afterAll(called, [each]).effects).toEqual([]);
    }
    const back = after(called, { type: 'handed_back' });
    expect(stationOf(back.state)).toEqual(stationOf(before.state));
    expect(payloadsOf(back)).toEqual(payloadsOf(question));
  });

  test('the operator is one word away', () => {
    for (const each of ['operator', 'Օպերատոր', '>person']) {
      expect(afterAll(before, [each]).state.step).toBe('with-person');
    }
  });
});

/** The step and what has been collected; not which summary or list was shown. */
function stationOf(state: ShopState) {
  if (state.step === 'with-person') return { step: state.step };
  const sku = state.step === 'quantity' ? state.sku : null;
  return { step: state.step, draft: draftOf(state), sku };
}

function isAboutOrder({ state, context }: Rehearsal, event: FlowEvent): boolean {
  const isPicture =
    event.type === 'attachment' && (event.kind === 'image' || event.kind === 'file');
  return isPicture && state.step === 'placed' && context.order !== null;
}

function needsPerson(outcome: PaymentOutcome): boolean {
  return outcome === 'review' || outcome === 'duplicate';
}

function lineOf(text: string): string | undefined {
  return text.split('\n').at(-1);
}

function words(text: string): [string, FlowEvent] {
  return [JSON.stringify(text.slice(0, 20)), { type: 'text', text }];
}
