import { describe, expect, test } from '@jest/globals';
import { modelOf } from '../model-of-texts.ts';
import { sizes } from './sizes.ts';

const problems = (path: string, text: string) =>
  sizes(modelOf({ [path]: text })).map(({ problem }) => problem);
const lines = (count: number, line = 'a();') => Array(count).fill(line).join('\n');

describe('sizes', () => {
  test('a file may have 300 lines and not one more', () => {
    expect(problems('a.ts', `${lines(300)}\n`)).toEqual([]);
    expect(problems('a.ts', `${lines(301)}\n`)).toEqual(['has 301 lines, more than 300']);
    expect(problems('scripts/a.mjs', lines(301))).toHaveLength(1);
    expect(problems('a.md', lines(301))).toEqual([]);
  });

  test('a function may have 60 lines and not one more', () => {
    expect(problems('a.ts', `function f() {\n${lines(58)}\n}`)).toEqual([]);
    expect(problems('a.ts', `function f() {\n${lines(59)}\n}`)).toEqual([
      'f has 61 lines, more than 60',
    ]);
    expect(problems('a.test.ts', `test('a', () => {\n${lines(59)}\n});`)).toEqual([
      'a function has 61 lines, more than 60',
    ]);
  });

  test('a group of tests may be longer', () => {
    expect(problems('a.test.ts', `describe('a', () => {\n${lines(80)}\n});`)).toEqual([]);
  });

  test('a function may take three positional parameters and options', () => {
    expect(problems('a.ts', 'function f(a, b, c, { d } = {}) {}')).toEqual([]);
    expect(problems('a.ts', 'function f(a, b, c, d) {}')).toEqual([
      'f takes 4 positional parameters, more than 3',
    ]);
  });

  test('a function for somebody else takes what they decide', () => {
    expect(problems('a.ts', 'app.use((error, request, response, next) => next());')).toEqual([]);
    expect(problems('a.d.ts', 'declare class A { constructor(a: 1, b: 2, c: 3, d: 4); }')).toEqual(
      [],
    );
  });
});
