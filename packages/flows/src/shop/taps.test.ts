import { wholeUnits } from '@chatpay/core';
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
  tapOf,
} from './__fixtures__/rehearse.ts';
import { CAKE, CATALOGUE } from './__fixtures__/shop.ts';

const TO_CART = ['hello', '>add:cake-choco', '2'];
const TO_CONFIRM = [...TO_CART, 'next', '091234567', 'Yerevan, Abovyan 10'];

describe('taps on messages further up', () => {
  test('confirming twice places one order and answers with the same link', () => {
    const confirm = afterAll(rehearse({ language: 'en' }), TO_CONFIRM);
    const tap = tapOf(confirm, 'confirm:');
    const twice = afterAll(confirm, [tap, tap]);
    expect(twice.placed).toBe(1);
    expect(twice.effects.map(({ type }) => type)).toEqual(['renew-link', 'say']);
    expect(saysOf(twice)[0]).toMatchObject({ class: 'payment_link' });
    const paid = afterAll(twice, [pay('paid'), tap, tap, 'yes']);
    expect(paid.placed).toBe(1);
    expect(said(paid)).toContain('is paid');
  });

  test('a tap that confirms an older summary shows the present one', () => {
    const first = afterAll(rehearse({ language: 'en' }), TO_CONFIRM);
    const old = tapOf(first, 'confirm:');
    const more = afterAll(first, ['>add:gata', '>qty:gata:5', '>checkout']);
    const again = afterAll(more, [old]);
    expect(again.placed).toBe(0);
    expect(said(again)).toContain('have changed');
    expect(said(again)).toContain('gata × 5');
    expect(afterAll(again, [tapOf(again, 'confirm:')]).placed).toBe(1);
    expect(afterAll(again, ['yes']).placed).toBe(1);
  });

  test('a price that changed since the summary is shown before it is owed', () => {
    const shown = afterAll(rehearse({ language: 'en' }), TO_CONFIRM);
    const dearer = withProducts(
      shown,
      CATALOGUE.map((each) => (each === CAKE ? { ...each, price: wholeUnits(16_000) } : each)),
    );
    for (const assent of ['yes', tapOf(shown, 'confirm:'), '>confirm']) {
      const asked = afterAll(dearer, [assent]);
      expect(asked.placed).toBe(0);
      expect(said(asked)).toContain('Total: 32\u202f000\u00a0֏');
      expect(afterAll(asked, ['yes']).context.order?.total).toEqual(wholeUnits(32_000));
    }
  });

  test('going on twice does not confirm', () => {
    const cart = afterAll(rehearse({ language: 'en', contact: KNOWN }), TO_CART);
    const known = afterAll(cart, ['>checkout', '>use:phone', '>use:address', '>change:items']);
    const twice = afterAll(known, ['>checkout', '>checkout', '>checkout']);
    expect(twice.state.step).toBe('confirm');
    expect(twice.placed).toBe(0);
  });

  test('a quantity tapped twice is not added twice', () => {
    const chat = afterAll(rehearse({ language: 'en' }), ['hello', '>qty:gata:2', '>qty:gata:2']);
    expect(said(chat)).toContain('gata × 2');
  });

  test('an old product or quantity opens a new order after one was placed, and says so', () => {
    const placed = afterAll(rehearse({ language: 'en' }), [...TO_CONFIRM, 'yes']);
    for (const tap of ['>add:gata', '>qty:gata:1', '>menu']) {
      const chat = afterAll(placed, [tap]);
      expect(said(chat)).toContain('Order 1001 (30\u202f000\u00a0֏) is still waiting');
      expect(chat.context.order?.number).toBe('1001');
    }
  });

  test('a product tapped in the middle of the order keeps everything collected', () => {
    const chat = afterAll(rehearse({ language: 'en' }), [...TO_CONFIRM, '>add:gata', '1', 'next']);
    expect(chat.state).toMatchObject({
      step: 'confirm',
      draft: { phone: '+37491234567', address: 'Yerevan, Abovyan 10' },
    });
  });

  test('an order is cancelled only after it was asked about, and only the one asked about', () => {
    const placed = afterAll(rehearse({ language: 'en' }), [...TO_CONFIRM, 'yes']);
    const twice = afterAll(placed, ['>cancel', '>cancel']);
    expect(twice.effects.map(({ type }) => type)).toEqual(['say']);
    expect(afterAll(twice, ['no']).context.order?.status).toBe('awaiting_payment');
    expect(afterAll(twice, ['>cancel:1000']).context.order?.status).toBe('awaiting_payment');
    for (const assent of ['yes', '>cancel:1001']) {
      const cancelled = afterAll(twice, [assent]);
      expect(cancelled.effects[0]).toEqual({ type: 'cancel-order' });
      expect(said(cancelled)).toContain('do not pay by its link');
      expect(said(afterAll(cancelled, ['>pay']))).toContain('is cancelled');
    }
  });

  test('a paid order cannot be cancelled', () => {
    const paid = afterAll(rehearse({ language: 'en' }), [...TO_CONFIRM, 'yes', pay('paid')]);
    for (const words of ['cancel', '>cancel', '>cancel:1001']) {
      expect(afterAll(paid, [words]).effects.map(({ type }) => type)).toEqual(['say']);
    }
    expect(said(afterAll(paid, ['cancel']))).toContain('already paid');
  });

  test('asking for the link again and again yields the link of the one order', () => {
    const placed = afterAll(rehearse({ language: 'en' }), [...TO_CONFIRM, 'yes']);
    const asked = afterAll(placed, [
      'pay',
      '>pay',
      'send me the link please',
      '>renew',
      'оплатить',
    ]);
    expect(asked.placed).toBe(1);
    expect(asked.renewed).toBe(5);
    expect(saysOf(asked)[0]?.payButton).toBe('💳 Pay');
  });

  test('no link is given while a payment is being checked by a person', () => {
    const chat = afterAll(rehearse({ language: 'en' }), [...TO_CONFIRM, 'yes', pay('review')]);
    for (const words of ['pay', '>renew', 'yes', '>confirm']) {
      const asked = afterAll(chat, [words]);
      expect(asked.effects.map(({ type }) => type)).toEqual(['say']);
      expect(saysOf(asked)[0]?.payButton).toBeUndefined();
      expect(said(asked)).toContain('do not pay again');
    }
  });
});

describe('products that have gone from the catalogue', () => {
  const withoutCake = CATALOGUE.filter((each) => each !== CAKE);

  test.each([
    ['quantity', ['hello', '>add:cake-choco'], 'catalogue'],
    ['cart', TO_CART, 'catalogue'],
    ['phone', [...TO_CART, 'next'], 'catalogue'],
    ['confirm', TO_CONFIRM, 'catalogue'],
    [
      'confirm of two',
      [...TO_CART, '>qty:gata:1', 'next', '091234567', 'Goris, Mashtots 1'],
      'confirm',
    ],
    ['quantity beside another', ['hello', '>qty:gata:1', '>add:cake-choco'], 'cart'],
  ])('in %s it is said and the order goes on without', (_name, script, step) => {
    const gone = withProducts(afterAll(rehearse({ language: 'en' }), script), withoutCake);
    for (const words of ['yes', '2', 'next', '👍']) {
      const chat = afterAll(gone, [words]);
      expect(said(chat)).toContain('no longer available');
      expect(said(chat)).not.toContain('Chocolate cake');
      expect(chat.state.step).toBe(step);
      expect(chat.placed).toBe(0);
    }
    expect(afterAll(gone, ['operator']).state.step).toBe('with-person');
  });

  test('a number typed for the list that was shown never means another product', () => {
    const listed = afterAll(rehearse({ language: 'en' }), ['hello', 'menu']);
    const chat = afterAll(withProducts(listed, withoutCake), ['2']);
    expect(said(chat)).toContain('Our list has changed');
    expect(said(afterAll(chat, ['2']))).toContain('Yerevan gata');
  });

  test('an empty catalogue is said, and a person is near', () => {
    const chat = afterAll(rehearse({ language: 'en', products: [] }), ['hello', 'menu']);
    expect(said(chat)).toContain('no products right now');
    expect(payloadsOf(chat)).toContain('person');
    expect(saysOf(afterAll(chat, ['1', '>more:3', 'more']))).toHaveLength(1);
  });
});

describe('links that open the chat', () => {
  test('at a product: the greeting and its question in one message', () => {
    const chat = after(rehearse({ languageHint: 'en' }), { type: 'started', reference: 'p_gata' });
    expect(saysOf(chat)).toHaveLength(1);
    expect(said(chat)).toContain('automatic assistant');
    expect(said(chat)).toContain('Yerevan gata');
    expect(payloadsOf(chat)).toEqual(expect.arrayContaining(['qty:gata:1', 'lang:hy', 'lang:ru']));
    expect(afterAll(chat, ['3']).state.step).toBe('cart');
  });

  test.each(['hy', 'ru', 'en'] as const)('in one message, however long the names, in %s', (of) => {
    const long = 'Ընտիր շոկոլադե տորթ ընկույզով և մեղրով '.repeat(15);
    const names = { hy: long, ru: long, en: long };
    const wordy = { ...CAKE, names, descriptions: names, price: wholeUnits(99_999_999) };
    const context = rehearse().context;
    const opened = after(
      rehearse({
        languageHint: of,
        products: [wordy],
        shop: { ...context.shop, name: long.slice(0, 60) },
      }),
      { type: 'started', reference: 'p_cake-choco' },
    );
    expect(saysOf(opened)).toHaveLength(1);
  });

  test('at a product that is not there any more', () => {
    const chat = after(rehearse({ languageHint: 'ru' }), { type: 'started', reference: 'p_old' });
    expect(said(chat)).toContain('больше нет в продаже');
    expect(payloadsOf(chat)).toContain('menu');
  });
});

const KNOWN = { name: null, phone: '091 234567', address: 'Yerevan, Abovyan 10' };

function withProducts(chat: Rehearsal, products: typeof CATALOGUE): Rehearsal {
  return { ...chat, context: { ...chat.context, products } };
}
