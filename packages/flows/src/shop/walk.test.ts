import type { FlowEvent, Language } from '@chatpay/core';
import { describe, expect, test } from '@jest/globals';
import { after, afterAll, pay, rehearse, said, saysOf, tapOf } from './__fixtures__/rehearse.ts';
import { CAKE, GATA, PROFILES, type Profile } from './__fixtures__/shop.ts';

type Words = {
  hello: string;
  product: string;
  count: string;
  next: string;
  phone: string;
  address: string;
  yes: string;
  paid: string;
  shows: { greeting: string; total: string; link: string; paid: string; nextStep: string };
};

const WORDS: Record<Language, Words> = {
  hy: {
    hello: 'Բարև Ձեզ',
    product: 'շոկոլադե տորթ',
    count: 'երկու',
    next: 'շարունակել',
    phone: '091 23-45-67',
    address: 'Երևան, Աբովյան 10, բն. 4',
    yes: 'Այո',
    paid: 'Վճարեցի',
    shows: {
      greeting: 'ավտոմատ օգնական',
      total: 'Ընդամենը՝ 30\u202f000\u00a0֏',
      link: 'պատվերն ընդունված է',
      paid: '1001 պատվերը վճարված է',
      nextStep: 'Առաքիչը կզանգի',
    },
  },
  ru: {
    hello: 'Здравствуйте!',
    product: 'хочу шоколадный торт',
    count: 'два',
    next: 'дальше',
    phone: '+374 91 234567',
    address: 'Ереван, ул. Абовяна 10',
    yes: 'да',
    paid: 'я уже оплатил, проверьте',
    shows: {
      greeting: 'автоматический помощник',
      total: 'Итого: 30\u202f000\u00a0֏',
      link: 'заказ принят',
      paid: 'Заказ 1001 оплачен',
      nextStep: 'Курьер позвонит',
    },
  },
  en: {
    hello: 'hello',
    product: 'CHOCO',
    count: '2 pieces',
    next: 'next',
    phone: '+374(91)234567',
    address: 'Yerevan, Abovyan street 10',
    yes: 'Yes!',
    paid: "I've paid",
    shows: {
      greeting: 'automatic assistant',
      total: 'Total: 30\u202f000\u00a0֏',
      link: 'your order is accepted',
      paid: 'Order 1001 is paid',
      nextStep: 'The courier will call',
    },
  },
};

const CASES = Object.keys(PROFILES).flatMap((profile) =>
  Object.keys(WORDS).map((language) => [profile as Profile, language as Language] as const),
);

describe('from hello to paid', () => {
  test.each(CASES)('in words only, on %s, in %s', (profile, language) => {
    const words = WORDS[language];
    let chat = after(rehearse({ capabilities: PROFILES[profile] }), text(words.hello));
    expect(said(chat)).toContain(words.shows.greeting);
    expect(chat.context.language).toBe(language);

    chat = afterAll(chat, [words.product]);
    expect(said(chat)).toContain(CAKE.names[language]);
    expect(chat.state.step).toBe('quantity');
    chat = afterAll(chat, [words.count]);
    expect(said(chat)).toContain(words.shows.total);
    chat = afterAll(chat, [words.next]);
    expect(chat.state.step).toBe('phone');
    chat = afterAll(chat, [words.phone]);
    expect(chat.context.contact.phone).toBe('+37491234567');
    chat = afterAll(chat, [words.address]);
    expect(chat.state.step).toBe('confirm');
    for (const part of [words.shows.total, '+374 91 234567', words.address]) {
      expect(said(chat)).toContain(part);
    }
    chat = afterAll(chat, [words.yes]);

    expect(chat.effects[0]).toEqual({
      type: 'place-order',
      items: [{ sku: CAKE.sku, quantity: 2 }],
      phone: '+37491234567',
      address: words.address,
    });
    expect(saysOf(chat)).toHaveLength(1);
    expect(saysOf(chat)[0]).toMatchObject({ class: 'payment_link' });
    expect(saysOf(chat)[0]?.payButton).toBeTruthy();
    expect(said(chat)).toContain(words.shows.link);

    chat = afterAll(chat, [words.paid]);
    expect(chat.effects[0]).toEqual({ type: 'check-payment' });
    expect(said(chat)).not.toContain(words.shows.paid);

    chat = after(chat, pay('paid'));
    expect(saysOf(chat)[0]?.class).toBe('payment_notice');
    for (const part of ['paid', 'nextStep', 'total'] as const) {
      expect(said(chat)).toContain(words.shows[part]);
    }
    expect(said(chat)).toContain(CAKE.names[language]);
    expect(chat.placed).toBe(1);
  });

  test.each(CASES)('with taps only, on %s, in %s', (profile, language) => {
    let chat = after(rehearse({ capabilities: PROFILES[profile] }), {
      type: 'started',
      reference: null,
    });
    for (const tap of [`lang:${language}`, `add:${GATA.sku}`, 'qty:gata:3', 'checkout']) {
      chat = afterAll(chat, [tapOf(chat, tap)]);
    }
    expect(chat.state.step).toBe('phone');
    const asksPhone =
      saysOf(chat)
        .at(-1)
        ?.choices?.some(({ kind }) => kind === 'phone') ?? false;
    expect(asksPhone).toBe(PROFILES[profile].canAskPhone);
    chat = afterAll(chat, [{ type: 'phone', phone: '37499111222' }, 'Գյումրի, Շիրակացի 5']);
    chat = afterAll(chat, [tapOf(chat, 'confirm:')]);
    expect(chat.placed).toBe(1);
    expect(chat.context.order?.total.minor).toBe(3 * 1_800 * 100);
  });

  test('a second order offers the phone and the address of the first', () => {
    let chat = afterAll(rehearse({ language: 'en' }), TO_PAID);
    chat = afterAll(chat, ['>menu', '>add:gata', '>qty:gata:1', '>checkout']);
    expect(said(chat)).toContain('+374 91 234567');
    chat = afterAll(chat, [tapOf(chat, 'use:phone')]);
    expect(said(chat)).toContain('Yerevan, Abovyan 10');
    chat = afterAll(chat, [tapOf(chat, 'use:address')]);
    chat = afterAll(chat, [tapOf(chat, 'confirm:')]);
    expect(chat.placed).toBe(2);
  });

  test('several products, one of them changed, one taken off', () => {
    let chat = afterAll(rehearse({ language: 'en' }), [
      'hello',
      ...['menu', '1', '2', 'Yerevan gata', '3', 'napoleon', '1'],
    ]);
    expect(said(chat)).toContain('Total: 47\u202f900\u00a0֏');
    chat = afterAll(chat, ['>add:gata', '10', '>add:napoleon']);
    expect(said(chat)).toContain('Your order has 1 now');
    chat = afterAll(chat, ['>drop:napoleon']);
    expect(said(chat)).toContain(
      '• Chocolate cake × 2 — 30\u202f000\u00a0֏\n• Yerevan gata × 10 — 18',
    );
    expect(said(chat)).not.toContain('Napoleon');
  });

  test('the summary can be changed in every part', () => {
    let chat = afterAll(rehearse({ language: 'en' }), TO_CONFIRM);
    chat = afterAll(chat, ['no']);
    chat = afterAll(chat, [tapOf(chat, 'change:address'), 'Gyumri, Shirakatsi 5']);
    expect(said(chat)).toContain('Gyumri');
    chat = afterAll(chat, ['phone', '099 111 222']);
    expect(said(chat)).toContain('+374 99 111222');
    chat = afterAll(chat, ['>change:items', '>add:gata', '1', 'next', 'yes']);
    expect(chat.effects[0]).toEqual({
      type: 'place-order',
      items: [
        { sku: 'cake-choco', quantity: 2 },
        { sku: 'gata', quantity: 1 },
      ],
      phone: '+37499111222',
      address: 'Gyumri, Shirakatsi 5',
    });
  });
});

const TO_CONFIRM = ['hello', '>add:cake-choco', '2', 'next', '091234567', 'Yerevan, Abovyan 10'];
const TO_PAID = [...TO_CONFIRM, 'yes', pay('paid')];

function text(words: string): FlowEvent {
  return { type: 'text', text: words };
}
