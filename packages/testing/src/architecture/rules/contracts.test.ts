import { describe, expect, test } from '@jest/globals';
import { modelOf } from '../model-of-texts.ts';
import { contracts } from './contracts.ts';

const problems = (path: string, text: string) =>
  contracts(modelOf({ [path]: text })).map(({ problem }) => problem);

describe('contracts', () => {
  test('have at most five members', () => {
    const path = 'packages/core/src/a.ts';
    expect(problems(path, 'interface A { a: 1; b: 1; c: 1; d(): 1; e(): 1 }')).toEqual([]);
    expect(problems(path, 'interface A { a: 1; b: 1; c: 1; d(): 1; e(): 1; f: 1 }')).toEqual([
      'A has 6 members, more than 5',
    ]);
  });

  test('have no optional member', () => {
    expect(problems('packages/core/src/a.ts', 'interface A { a?: 1; b?(): 1; c: 1 }')).toEqual([
      'A.a is optional',
      'A.b is optional',
    ]);
  });

  test('are not what types and other packages hold', () => {
    expect(problems('packages/core/src/a.ts', 'type A = { a?: 1 };')).toEqual([]);
    expect(problems('packages/http/src/a.ts', 'interface A { a?: 1 }')).toEqual([]);
  });
});
