import { describe, expect, test } from '@jest/globals';
import { afterAll, rehearse } from './__fixtures__/rehearse.ts';
import { payloads, readPayload } from './payload.ts';
import { readWords, readWordsWithin } from './words.ts';

describe('words that ask for something', () => {
  test.each([
    ['operator', 'person'],
    ['ОПЕРАТОР!', 'person'],
    ['Օպերատո՛ր', 'person'],
    ['человек', 'person'],
    ['մարդ', 'person'],
    ['Menu', 'menu'],
    ['меню', 'menu'],
    ['մենյու', 'menu'],
    ['начать сначала', 'restart'],
    ['start over', 'restart'],
    ['նոր պատվեր', 'restart'],
    ['отмена', 'cancel'],
    ['չեղարկել', 'cancel'],
    ['cancel my order', 'cancel'],
    ['ссылка', 'pay'],
    ['հղում', 'pay'],
    ['ещё', 'next-page'],
    ['ճիշտ է', 'yes'],
    ['այո։', 'yes'],
    ['չէ', 'no'],
  ])('"%s" alone means %s', (text, kind) => {
    expect(readWords(text)?.kind).toBe(kind);
  });

  test.each([
    ['can I talk to a person please', 'person'],
    ['соедините меня с оператором', 'person'],
    ['ուզում եմ խոսել օպերատորի հետ', 'person'],
    ['I have paid already, see the picture', 'status'],
    ['пришлите ссылку ещё раз', 'pay'],
    ['please send me the link', 'pay'],
    ['I do not want to cancel', undefined],
    ['no sugar please', undefined],
    ['cooperatorship', undefined],
    [`${'word '.repeat(30)} operator`, undefined],
  ])('"%s" contains %s', (text, kind) => {
    expect(readWordsWithin(text)?.kind).toBe(kind);
  });

  test('an address may hold any words, a question in its place is a question', () => {
    const asked = ['hello', '>add:gata', '1', 'next', '091234567'];
    const at = (text: string) => afterAll(rehearse({ language: 'en' }), [...asked, text]).state;
    expect(at('Operator street 5, Yerevan').step).toBe('confirm');
    expect(at('How long does delivery take?').step).toBe('address');
    expect(at('can I talk to a person?').step).toBe('with-person');
    expect(at('ok').step).toBe('address');
    expect(at('x').step).toBe('address');
    expect(at('a 1'.repeat(120)).step).toBe('address');
    expect(at('Երևան,\nԱբովյան 10\u0000\n բն. 4')).toMatchObject({
      draft: { address: 'Երևան, Աբովյան 10 բն. 4' },
    });
  });
});

describe('payloads', () => {
  test.each([
    [payloads.add('a-B_9'), { kind: 'product', sku: 'a-B_9' }],
    [payloads.quantity('a:b', 12), { kind: 'quantity', sku: 'a:b', quantity: 12 }],
    [payloads.drop('x'), { kind: 'drop', sku: 'x' }],
    [payloads.page(3), { kind: 'page', page: 3 }],
    [payloads.confirm('0123abcd'), { kind: 'confirm', fingerprint: '0123abcd' }],
    [payloads.cancelOrder('1001'), { kind: 'cancel-order', number: '1001' }],
    ['MENU', { kind: 'menu' }],
    ['paid', { kind: 'status' }],
    ['GET_STARTED', { kind: 'opened', reference: null }],
  ])('%s', (payload, intent) => {
    expect(readPayload(payload)).toEqual(intent);
  });

  test.each([
    '',
    'add:',
    'qty:x',
    'qty:x:-1',
    'qty:x:99999',
    'more:x',
    'lang:fr',
    '__proto__',
    'x:y',
  ])('no button of ours sends "%s"', (payload) => {
    expect(readPayload(payload)).toBeNull();
  });
});
