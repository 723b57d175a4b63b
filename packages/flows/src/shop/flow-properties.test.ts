import { choice, type FlowContext, type FlowEvent, messageContent } from '@chatpay/core';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { after, payloadsOf, type Rehearsal, rehearse, saysOf } from './__fixtures__/rehearse.ts';
import { CATALOGUE, PROFILES, product } from './__fixtures__/shop.ts';
import { shopFlow } from './flow.ts';

const TEXTS = [
  ...['hello', 'Բարև', 'привет', 'menu', 'торт', 'cake', 'գաթա', '1', '2', '3', '99', '100', '-1'],
  ...['երկու', 'yes', 'no', 'да', 'ոչ', 'next', 'дальше', 'շարունակել', 'confirm', 'cancel'],
  ...['091234567', '+374 99 11-22-33', '12', 'Երևան, Աբովյան 10', 'Gyumri 5', 'pay', 'оплатил'],
  ...['status', 'help', 'change', 'phone', 'address', 'cart', 'more', 'new order', 'English'],
  ...['по-русски', 'հայերեն', '', '👍', '?', 'thanks', 'p'.repeat(3_000)],
];
const PAYLOADS = [
  ...['menu', 'cancel', 'checkout', 'pay', 'renew', 'status', 'paid', 'confirm', 'change'],
  ...['change:items', 'change:phone', 'change:address', 'use:phone', 'use:address', 'more:0'],
  ...['more:7', 'lang:hy', 'lang:ru', 'lang:en', 'add:gata', 'add:napoleon', 'qty:gata:3'],
  ...['qty:gata:0', 'qty:gata:999', 'drop:gata', 'drop:gone', 'cancel:1001', 'confirm:00000000'],
];

const customerEvent = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...TEXTS).map(text) },
  { weight: 6, arbitrary: fc.constantFrom(...PAYLOADS).map(tap) },
  fc.string({ unit: 'grapheme', maxLength: 40 }).map(text),
  fc.string({ maxLength: 120 }).map(tap),
  fc
    .option(fc.constantFrom('p_gata', 'p_gone', 'paid_1001', 'paid_1', 'x'), { nil: null })
    .map((reference): FlowEvent => ({ type: 'started', reference })),
  fc
    .constantFrom('37491234567', '091 22 33 44', 'x')
    .map((phone): FlowEvent => ({ type: 'phone', phone })),
  fc
    .constantFrom('image', 'audio', 'sticker', 'location', 'whatever')
    .map((kind): FlowEvent => ({ type: 'attachment', kind })),
  fc.constantFrom<FlowEvent>({ type: 'unsupported' }, { type: 'card_number' }),
);

/** A tap on the last message: what customers do most, and the way deep into the walk. */
const tapBelow = fc.nat({ max: 23 }).map((nth) => ({ nth }));
const ourEvent = fc.oneof(
  fc
    .constantFrom(
      ...(['paid', 'declined', 'failed', 'expired', 'review', 'duplicate', 'cancelled'] as const),
    )
    .map((outcome): FlowEvent => ({ type: 'payment', outcome })),
  fc.constant<FlowEvent>({ type: 'handed_back' }),
);
const callPerson = fc.constantFrom(text('operator'), tap('person'));
const anything = fc.oneof(
  { weight: 8, arbitrary: customerEvent },
  { weight: 8, arbitrary: tapBelow },
  { weight: 2, arbitrary: ourEvent },
  { weight: 1, arbitrary: callPerson },
);

/** Customers who want to buy, with everything else in between. */
const mostlyOnward = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      ...['checkout', 'use:phone', 'use:address', 'confirm', 'add:gata', 'qty:gata:2'].map(tap),
      text('yes'),
    ),
  },
  { weight: 2, arbitrary: customerEvent },
  { weight: 2, arbitrary: tapBelow },
  { weight: 1, arbitrary: ourEvent },
);

const TO_CART = [text('hello'), tap('add:cake-choco'), tap('qty:cake-choco:2'), tap('checkout')];

const LONG = 'Շատ երկար անուն ունեցող շոկոլադե տորթ մեծ տուփով և մոմերով '.repeat(3);
const WORDY = Array.from({ length: 40 }, (_, index) =>
  product(`long-${index}`, 5_000, { hy: LONG, ru: LONG, en: `${LONG}${index}` }),
);

const setting: fc.Arbitrary<Partial<FlowContext>> = fc.record({
  capabilities: fc.oneof(
    fc.constantFrom(...Object.values(PROFILES)),
    fc.record({
      textLimit: fc.integer({ min: 40, max: 1_000 }),
      textUnit: fc.constantFrom('byte', 'utf16'),
      maxChoices: fc.integer({ min: 0, max: 30 }),
      choiceLabelLimit: fc.integer({ min: 2, max: 40 }),
      canAskPhone: fc.boolean(),
      echoesCorrelation: fc.boolean(),
    }),
  ),
  language: fc.constantFrom('hy', 'ru', 'en', null),
  languageHint: fc.constantFrom('uk-UA', 'hy-AM', 'ru', 'fr', '', null),
  products: fc.constantFrom(CATALOGUE, WORDY, CATALOGUE.slice(0, 1), []),
});

describe('whatever happens in whatever order', () => {
  test('every customer gets an answer, the state fits its schema, the messages fit the channel', () => {
    fc.assert(
      fc.property(
        setting,
        fc.array(anything, { maxLength: 40, size: 'max' }),
        (changes, events) => {
          let chat = rehearse(changes);
          for (const each of events) {
            const before = chat;
            const event = 'nth' in each ? tapAt(chat, each.nth) : each;
            chat = after(chat, event);
            checkMessages(chat);
            if (isFromCustomer(event)) checkAnswered(before, chat);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('an order is placed only by a yes to the summary it was placed from, and once', () => {
    const opening = fc.constantFrom([], TO_CART, [
      ...TO_CART,
      tap('use:phone'),
      tap('use:address'),
    ]);
    const contact = { name: null, phone: '091234567', address: 'Yerevan, Abovyan 10' };
    let seen = 0;
    fc.assert(
      fc.property(
        opening,
        fc.array(mostlyOnward, { maxLength: 40, size: 'max' }),
        (begun, events) => {
          let chat = begun.reduce(after, rehearse({ contact, languageHint: 'en' }));
          for (const each of events) {
            const before = chat;
            chat = after(chat, 'nth' in each ? tapAt(chat, each.nth) : each);
            if (chat.placed === before.placed) continue;
            seen += 1;
            checkPlacing(before, chat);
          }
        },
      ),
      { numRuns: 1_000 },
    );
    expect(seen).toBeGreaterThan(100);
  });

  test('the same state, event and context always lead to the same turn', () => {
    fc.assert(
      fc.property(setting, fc.array(customerEvent, { maxLength: 20 }), (changes, events) => {
        const run = () => events.reduce((chat, event) => after(chat, event), rehearse(changes));
        expect(run()).toEqual(run());
      }),
      { numRuns: 100 },
    );
  });

  test('a state is never changed in place', () => {
    fc.assert(
      fc.property(fc.array(customerEvent, { maxLength: 20 }), (events) => {
        let chat = rehearse({ language: 'en' });
        for (const event of events) {
          const kept = structuredClone(chat.state);
          const next = after(chat, event);
          expect(chat.state).toEqual(kept);
          chat = next;
        }
      }),
      { numRuns: 100 },
    );
  });
});

function tapAt(chat: Rehearsal, nth: number): FlowEvent {
  const shown = payloadsOf(chat);
  const payload = shown[nth % Math.max(1, shown.length)] ?? 'menu';
  return tap(payload);
}

function text(words: string): FlowEvent {
  return { type: 'text', text: words };
}

function tap(payload: string): FlowEvent {
  return { type: 'choice', payload, label: null };
}

function isFromCustomer({ type }: FlowEvent): boolean {
  return type !== 'payment' && type !== 'handed_back';
}

function checkAnswered(before: Rehearsal, chat: Rehearsal): void {
  if (before.state.step === 'with-person') {
    expect(chat.effects).toEqual([]);
    expect(chat.state).toEqual(before.state);
    return;
  }
  expect(saysOf(chat).length).toBeGreaterThan(0);
  expect(saysOf(chat).length).toBeLessThan(150);
}

/** From the summary and from nothing else; the words that follow hold the link. */
function checkPlacing(before: Rehearsal, chat: Rehearsal): void {
  expect(before.state.step).toBe('confirm');
  expect(chat.placed).toBe(before.placed + 1);
  expect(chat.state).toEqual({ step: 'placed', cancelling: false });
  expect(chat.effects.map(({ type }) => type).slice(-2)).toEqual(['place-order', 'say']);
  expect(saysOf(chat)).toEqual([
    expect.objectContaining({ class: 'payment_link', payButton: expect.any(String) }),
  ]);
}

function checkMessages(chat: Rehearsal): void {
  const { textLimit, textUnit, maxChoices, choiceLabelLimit, canAskPhone } =
    chat.context.capabilities;
  for (const { text: words, choices = [], payButton } of saysOf(chat)) {
    expect(Buffer.byteLength(words)).toBeLessThanOrEqual(900);
    expect(textUnit === 'byte' ? Buffer.byteLength(words) : words.length).toBeLessThanOrEqual(
      textLimit,
    );
    expect(choices.length).toBeLessThanOrEqual(maxChoices);
    if (payButton !== undefined) {
      expect(words.length).toBeLessThanOrEqual(640);
      expect(payButton.length).toBeLessThanOrEqual(choiceLabelLimit);
    }
    for (const each of choices) {
      expect(each.label.length).toBeLessThanOrEqual(choiceLabelLimit);
      if (each.kind === 'phone') expect(canAskPhone).toBe(true);
      else expect(each.payload).toMatch(/^[\x21-\x7e]{1,100}$/);
      expect(choice.safeParse(each).success).toBe(true);
    }
    expect(messageContent.safeParse({ text: words, choices, link: null }).success).toBe(true);
  }
  expect(shopFlow.state.safeParse(chat.state).success).toBe(true);
}
