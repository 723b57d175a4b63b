import type { FlowEvent, Language } from '@chatpay/core';
import { describe, expect, test } from '@jest/globals';
import { after, afterAll, rehearse, said } from './__fixtures__/rehearse.ts';

describe('the language of the first answer', () => {
  test.each<[string, string | null, Language, boolean]>([
    ['Բարև', 'ru', 'hy', true],
    ['Здравствуйте', 'hy-AM', 'ru', true],
    ['Добрий день', null, 'ru', true],
    ['hello', 'hy-AM', 'en', true],
    ['barev dzez', null, 'hy', true],
    ['privet, skolko stoit tort', null, 'ru', true],
    ['English', 'ru', 'en', true],
    ['по-армянски', null, 'hy', true],
    ['👋', 'ru-RU', 'ru', false],
    ['...', 'uk-UA', 'ru', false],
    ['!', 'en_US', 'en', false],
    ['!', 'hy-AM', 'hy', false],
    ['!', 'fr-FR', 'hy', false],
    ['!', null, 'hy', false],
    ['!', '', 'hy', false],
  ])('to "%s" with the hint %s is %s', (text, languageHint, language, isKept) => {
    const chat = after(rehearse({ languageHint }), { type: 'text', text });
    const sign = { hy: 'Բարև Ձեզ', ru: 'Здравствуйте', en: 'Hello' }[language];
    expect(said(chat)).toContain(sign);
    expect(chat.context.language).toBe(isKept ? language : null);
  });

  test('a guess is corrected by the first words', () => {
    const started: FlowEvent = { type: 'started', reference: null };
    const chat = afterAll(rehearse({ languageHint: 'en-US' }), [started, 'Բարև']);
    expect(chat.context.language).toBe('hy');
  });

  test('a guess that the customer goes on in is kept', () => {
    const started: FlowEvent = { type: 'started', reference: null };
    const chat = afterAll(rehearse({ languageHint: 'ru' }), [started, '>menu']);
    expect(chat.context.language).toBe('ru');
  });

  test('what is known wins over script and hint', () => {
    const chat = afterAll(rehearse({ language: 'en', languageHint: 'ru' }), ['Բարև']);
    expect(said(chat)).toContain('Hello');
    expect(chat.context.language).toBe('en');
  });
});

describe('changing the language', () => {
  test.each<[string, Language]>([
    ['English', 'en'],
    ['in English please', 'en'],
    ['по-английски', 'en'],
    ['по-русски', 'ru'],
    ['можно на русском?', 'ru'],
    ['ռուսերեն', 'ru'],
    ['հայերեն', 'hy'],
    ['Հայերեն գրեք, խնդրեմ', 'hy'],
    ['>lang:en', 'en'],
    ['>lang:ru', 'ru'],
    ['>lang:hy', 'hy'],
  ])('"%s" changes to %s and keeps the step', (words, language) => {
    for (const before of ['hy', 'ru', 'en'] as const) {
      const chat = afterAll(rehearse({ language: before }), ['hello', '>qty:gata:2', words]);
      expect(chat.context.language).toBe(language);
      expect(chat.state.step).toBe('cart');
    }
  });
});
