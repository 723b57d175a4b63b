import { describe, expect, test } from '@jest/globals';
import { CATALOGUE } from './__fixtures__/shop.ts';
import { findProducts } from './find-products.ts';

describe('findProducts', () => {
  test.each([
    ['Chocolate cake', ['cake-choco']],
    ['CHOCOLATE CAKE!', ['cake-choco']],
    ['Շոկոլադե տորթ', ['cake-choco']],
    ['շոկոլադե՞ տորթ', ['cake-choco']],
    ['наполеон', ['napoleon']],
    ['«Նապոլեոն»', ['napoleon']],
    ['cake-choco', ['cake-choco']],
    ['пицца', []],
    ['yerev', ['gata']],
    ['երեւանյան', ['gata']],
    ['Երևանյան', ['gata']],
    ['есть у вас торты?', ['cake-choco', 'napoleon']],
    ['хочу два шоколадных торта', ['cake-choco']],
    ['do you have cakes', ['cake-choco', 'napoleon']],
    ['ուզում եմ գաթա', ['gata']],
    ['ca', []],
    ['🙂', []],
    ['', []],
  ])('finds for %s: %s', (text, expected) => {
    expect(findProducts(CATALOGUE, text).map(({ sku }) => sku)).toEqual(expected);
  });
});
