import { expect, test } from '@jest/globals';
import { chooseLanguage } from './choose-language.ts';

test.each([
  ['ru', 'hy', 'ru'],
  [undefined, 'en-GB,en;q=0.9,ru;q=0.8', 'en'],
  [undefined, 'de, ru;q=0.5, en;q=0.7', 'en'],
  [undefined, 'en;q=0, ru;q=0.1', 'ru'],
  [undefined, 'fr-FR', 'hy'],
  [undefined, undefined, 'hy'],
  ['xx', 'HY-am', 'hy'],
  [['ru', 'en'], '', 'hy'],
  [undefined, 'ru;q=x', 'hy'],
])('?lang=%j with Accept-Language %j is %s', (asked, header, expected) => {
  expect(chooseLanguage(asked, header)).toBe(expected);
});
