import { describe, expect, test } from '@jest/globals';
import { modelOf } from '../model-of-texts.ts';
import { documentPaths } from './document-paths.ts';

const FILES = {
  'package.json': '{}',
  'CHANGELOG.md': '',
  'packages/a/README.md': '',
  'packages/a/src/machine/b.ts': '',
  'packages/a/src/c.ts': '',
};

const named = (text: string, file = 'packages/a/README.md') =>
  documentPaths(modelOf({ ...FILES, [file]: text })).map(({ line, problem }) => [line, problem]);

describe('document paths', () => {
  test.each([
    'packages/a/src/gone.ts',
    'packages/gone',
    'packages/gone/',
    'src/gone.ts',
    'src/gone',
    'machine/gone.ts',
    './gone',
    '../b/README.md',
    'gone/folder/a.ts',
    'src/gone.ts:12',
  ])('`%s` is missed', (path) => {
    const bare = path.replace(/:12$|\/$/, '');
    expect(named(`Intro.\n\nSee \`${path}\`.`)).toEqual([[3, `names ${bare}, which is not there`]]);
  });

  test.each(['gone.md', '../gone/README.md', 'src/gone.ts#L3', 'gone'])(
    '[](%s) is missed',
    (to) => {
      expect(named(`[text](${to})`)).toHaveLength(1);
    },
  );

  test.each([
    'packages/a/src/c.ts',
    'packages/a',
    'packages/a/',
    'src/c.ts',
    'src/machine/',
    'machine/b.ts',
    'src/c.ts:12',
    '../../CHANGELOG.md',
    './src',
    '/webhooks/messenger',
    'https://example.com/a.ts',
    'apps/<name>/env.ts',
    'packages/*/src',
    'src/{a,b}.ts',
    '@chatpay/payments/machine',
    'application/json',
    'localhost:3000/healthz',
    'docs.example.com/page.html',
    'packages/a/dist/index.js',
    'node scripts/gone.mjs',
    'gone.ts',
  ])('`%s` is not missed', (path) => {
    expect(named(`See \`${path}\`.`)).toEqual([]);
  });

  test.each([
    '[text](src/c.ts)',
    '[text](src/machine/ "title")',
    '[text](https://example.com/gone.md)',
    '[text](#part)',
    '[text](../../CHANGELOG.md#part)',
    '`[text](gone.md)`',
  ])('%s is not missed', (text) => {
    expect(named(text)).toEqual([]);
  });

  test('examples in blocks of code are left alone, what follows keeps its line', () => {
    expect(named('```sh\ncat `src/gone.ts`\n```\n`src/gone.ts`')).toEqual([
      [4, 'names src/gone.ts, which is not there'],
    ]);
  });

  test('documents at the top are read too', () => {
    expect(named('`packages/gone/a.ts`', 'README.md')).toHaveLength(1);
  });
});
