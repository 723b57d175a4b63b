import { describe, expect, test } from '@jest/globals';
import { modelOf, placesOf } from '../model-of-texts.ts';
import { constructs } from './constructs.ts';

const places = (path: string, text: string) => placesOf(constructs, modelOf({ [path]: text }));

const TRANSACTION = 'db.transaction(f);';
const CLOCK = 'Date.now();';
const ENVIRONMENT = 'process.env.PORT;';

describe('constructs', () => {
  test.each([
    ['any', 'let a: any;'],
    ['a double cast', 'a as unknown as B;'],
    ['a non-null assertion', 'a!.b;'],
    ['a suppressed type error', '// @ts-ignore\na;'],
    ['unfinished work', `// ${'TO'}DO`],
    ['a switched-off test', 'test.skip();'],
  ])('%s is wrong everywhere', (_what, text) => {
    for (const path of ['packages/core/src/a.ts', 'apps/x/src/a.test.ts', 'a/env.ts']) {
      expect(places(path, text)).toHaveLength(1);
    }
  });

  test.each([
    ['the environment', 'apps/gateway/src/main.ts', ENVIRONMENT],
    ['the environment', 'packages/testing/src/with-database.ts', ENVIRONMENT],
    ['the environment', 'packages/core/src/a.test.ts', ENVIRONMENT],
    ['the environment', 'apps/gateway/src/not-env.ts', ENVIRONMENT],
    ['a transaction', 'packages/db/src/queries/a.ts', TRANSACTION],
    ['a transaction', 'apps/worker/src/a.ts', TRANSACTION],
    ['the clock', 'packages/flows/src/shop/a.ts', CLOCK],
    ['the clock', 'packages/payments/src/machine/a.ts', CLOCK],
    ['chance', 'packages/flows/src/a.ts', 'newId();'],
    ['the network', 'packages/services/src/a.ts', 'fetch(a);'],
    ['the network', 'packages/flows/src/a.ts', 'fetch(a);'],
  ])('%s is out of place in %s', (_what, path, text) => {
    expect(places(path, text)).toEqual([`${path}:1`]);
  });

  test.each([
    ['the environment', 'apps/gateway/src/env.ts', ENVIRONMENT],
    ['the environment', 'packages/testing/e2e/env.ts', ENVIRONMENT],
    ['the environment', 'scripts/start.mjs', ENVIRONMENT],
    ['the environment', 'packages/testing/jest.config.mjs', ENVIRONMENT],
    ['a transaction', 'packages/services/src/a.ts', TRANSACTION],
    ['a transaction', 'packages/db/src/queries/a.test.ts', TRANSACTION],
    ['the clock', 'packages/services/src/a.ts', CLOCK],
    ['the clock', 'packages/payments/src/providers/vpos/adapter.ts', CLOCK],
    ['the clock', 'packages/flows/src/shop/a.test.ts', CLOCK],
    ['the network', 'apps/sandbox/src/a.ts', 'fetch(a);'],
  ])('%s is in its place in %s', (_what, path, text) => {
    expect(places(path, text)).toEqual([]);
  });
});
