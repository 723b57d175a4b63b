import type { Language, PaymentOutcome } from '@chatpay/core';
import { describe, expect, test } from '@jest/globals';
import {
  after,
  afterAll,
  pay,
  payloadsOf,
  rehearse,
  said,
  saysOf,
  tapOf,
} from './__fixtures__/rehearse.ts';

const TO_PLACED = [
  ...['hello', '>add:cake-choco', '2', 'next', '091234567', 'Yerevan, Abovyan 10', 'yes'],
];

type Expected = { words: Record<Language, string>; effects: string[]; tap: string | null };

const EXPECTED: Record<PaymentOutcome, Expected> = {
  paid: {
    words: { hy: '1001 պատվերը վճարված է', ru: 'Заказ 1001 оплачен', en: 'Order 1001 is paid' },
    effects: ['say'],
    tap: 'menu',
  },
  declined: {
    words: { hy: 'Բանկը մերժեց', ru: 'Банк отклонил', en: 'The bank declined' },
    effects: ['say'],
    tap: 'status',
  },
  failed: {
    words: { hy: 'չստացվեց', ru: 'не прошла', en: 'did not go through' },
    effects: ['say'],
    tap: 'renew',
  },
  expired: {
    words: { hy: 'ժամկետն անցել է', ru: 'истёк', en: 'has expired' },
    effects: ['say'],
    tap: 'renew',
  },
  review: {
    words: { hy: 'պետք է ստուգի', ru: 'должен проверить', en: 'has to check the payment' },
    effects: ['say', 'hand-over'],
    tap: null,
  },
  duplicate: {
    words: { hy: 'երկու անգամ', ru: 'дважды', en: 'charged twice' },
    effects: ['say', 'hand-over'],
    tap: null,
  },
  cancelled: {
    words: { hy: 'չեղարկված է', ru: 'отменён', en: 'is cancelled' },
    effects: ['say'],
    tap: 'menu',
  },
};

const CASES = Object.entries(EXPECTED).flatMap(([outcome, expected]) =>
  (['hy', 'ru', 'en'] as const).map(
    (language) => [outcome as PaymentOutcome, language, expected] as const,
  ),
);

describe('news of a payment', () => {
  test.each(CASES)('"%s" in %s', (outcome, language, { words, effects, tap }) => {
    const chat = after(placed(language), pay(outcome));
    expect(said(chat)).toContain(words[language]);
    expect(saysOf(chat)[0]?.class).toBe('payment_notice');
    expect(chat.effects.map(({ type }) => type)).toEqual(effects);
    if (tap === null) expect(payloadsOf(chat)).toEqual([]);
    else expect(payloadsOf(chat)).toContain(tap);
  });

  test('paid says what was bought, for how much, and what happens next', () => {
    const text = said(after(placed('en'), pay('paid')));
    expect(text).toContain('• Chocolate cake × 2');
    expect(text).toContain('Total: 30\u202f000\u00a0֏');
    expect(text).toContain('The courier will call you within an hour.');
  });

  test('after a decline the same link can be paid', () => {
    const chat = after(placed('en'), pay('declined'));
    expect(saysOf(chat)[0]?.payButton).toBe('💳 Pay');
    expect(chat.renewed).toBe(0);
  });

  test.each(['failed', 'expired'] as const)('after %s one tap gives a new link', (outcome) => {
    const spent = after(placed('en'), pay(outcome));
    expect(saysOf(spent)[0]?.payButton).toBeUndefined();
    const renewed = afterAll(spent, [tapOf(spent, 'renew')]);
    expect(renewed.effects.map(({ type }) => type)).toEqual(['renew-link', 'say']);
    expect(saysOf(renewed)[0]).toMatchObject({ class: 'payment_link', payButton: '💳 Pay' });
    expect(renewed.placed).toBe(1);
  });

  test('a new link is one tap away in the middle of another order too', () => {
    const busy = afterAll(placed('en'), ['>menu', '>add:gata']);
    const told = after(busy, pay('expired'));
    const renewed = afterAll(told, [tapOf(told, 'renew')]);
    expect(saysOf(renewed)[0]?.class).toBe('payment_link');
    expect(renewed.state).toEqual(busy.state);
    expect(payloadsOf(renewed)).toContain('qty:gata:1');
    const declined = after(busy, pay('declined'));
    expect(saysOf(declined)[0]?.payButton).toBe('💳 Pay');
    expect(payloadsOf(declined)).toContain('pay');
  });

  test.each(['declined', 'failed', 'expired', 'cancelled'] as const)(
    '"%s" that comes after paid frightens nobody',
    (outcome) => {
      const paid = after(placed('en'), pay('paid'));
      expect(after(paid, pay(outcome)).effects).toEqual([]);
    },
  );

  test('a payment of the order before is told under its own number', () => {
    const first = placed('en');
    const second = afterAll(first, ['>menu', '>add:gata', '1', 'next', 'yes', 'yes', 'yes']);
    expect(second.context.order?.number).toBe('1002');
    const told = after(
      { ...second, context: { ...second.context, order: first.context.order } },
      pay('paid'),
    );
    expect(said(told)).toContain('Order 1001 is paid');
    const asked = afterAll({ ...told, context: second.context }, ['pay']);
    expect(said(asked)).toContain('Order 1002');
  });

  test('with a person it tells the fact and offers nothing the flow would not hear', () => {
    const called = afterAll(placed('en'), ['operator']);
    for (const outcome of Object.keys(EXPECTED) as PaymentOutcome[]) {
      const told = after(called, pay(outcome));
      expect(told.state).toEqual(called.state);
      expect(said(told)).toContain(EXPECTED[outcome].words.en);
      expect(said(told)).not.toContain('One tap');
      expect(payloadsOf(told)).toEqual([]);
    }
    expect(saysOf(after(called, pay('declined')))[0]?.payButton).toBe('💳 Pay');
  });

  test('without its order it says no more than it knows and calls a person', () => {
    const chat = after(rehearse({ language: 'en' }), pay('paid'));
    expect(said(chat)).not.toMatch(/paid|receive/i);
    expect(chat.effects.at(-1)).toMatchObject({ type: 'hand-over' });
    expect(chat.state).toEqual({ step: 'welcome', greeted: false });
  });
});

describe('what the customer says about a payment', () => {
  const CLAIMS = [
    "I've paid",
    'оплатил',
    'вот чек, я оплатила',
    'Վճարեցի',
    'vcharel em',
    '>status',
  ];

  test.each(CLAIMS)('"%s" is asked of the provider, never believed', (claim) => {
    const chat = afterAll(placed('en'), [claim]);
    expect(chat.effects[0]).toEqual({ type: 'check-payment' });
    expect(said(chat)).toContain('has not reached us yet');
    expect(said(chat)).toContain('A screenshot cannot confirm a payment');
    expect(chat.state.step).toBe('placed');
  });

  test.each(['image', 'file'])('the same for a picture sent as %s', (kind) => {
    const chat = after(placed('en'), { type: 'attachment', kind });
    expect(chat.effects[0]).toEqual({ type: 'check-payment' });
    expect(said(chat)).not.toContain('is paid');
  });

  test.each([
    ['review', 'has to check the payment', []],
    ['paid', 'Order 1001 is paid: 30\u202f000\u00a0֏', []],
    ['expired', 'please do not pay twice', ['check-payment']],
    ['failed', 'please do not pay twice', ['check-payment']],
    ['cancelled', 'Order 1001 is cancelled', ['check-payment']],
  ] as const)('after "%s" the answer is honest', (outcome, words, checks) => {
    const chat = afterAll(after(placed('en'), pay(outcome)), ['I have paid']);
    expect(said(chat)).toContain(words);
    expect(chat.effects.map(({ type }) => type).filter((type) => type !== 'say')).toEqual(checks);
  });

  test('coming back from the payment page proves nothing', () => {
    const chat = after(placed('en'), { type: 'started', reference: 'paid_1001' });
    expect(chat.effects[0]).toEqual({ type: 'check-payment' });
    expect(said(chat)).toContain('has not reached us yet');
    const paid = afterAll(chat, [pay('paid'), { type: 'started', reference: 'paid_1001' }]);
    expect(said(paid)).toContain('is paid');
    const other = after(paid, { type: 'started', reference: 'paid_7' });
    expect(said(other)).toContain('could not find that order');
  });

  test('without any order there is nothing to check', () => {
    const chat = afterAll(rehearse(), ['hello', 'I have paid']);
    expect(said(chat)).toContain('no order in this chat');
    expect(chat.effects.map(({ type }) => type)).toEqual(['say']);
  });
});

function placed(language: Language) {
  return afterAll(rehearse({ language }), TO_PLACED);
}
