import { describe, expect, test } from '@jest/globals';
import { toLine } from '../model.ts';
import { modelOf, placesOf } from '../model-of-texts.ts';
import { layers } from './layers.ts';

const importing = (path: string, specifier: string) =>
  placesOf(layers, modelOf({ [path]: `import { a } from '${specifier}';` }));
const importingTypes = (path: string, specifier: string) =>
  placesOf(layers, modelOf({ [path]: `import type { A } from '${specifier}';` }));

describe('layers', () => {
  test.each([
    ['packages/core/src/a.ts', '@chatpay/http'],
    ['packages/http/src/a.ts', '@chatpay/db'],
    ['packages/flows/src/a.ts', '@chatpay/db'],
    ['packages/flows/src/a.ts', '@chatpay/payments/machine'],
    ['packages/db/src/a.ts', '@chatpay/queue'],
    ['packages/db/src/a.test.ts', '@chatpay/testing'],
    ['packages/queue/src/a.ts', '@chatpay/db'],
    ['packages/queue/src/a.ts', '@chatpay/testing'],
    ['packages/channels/src/viber/adapter.ts', '@chatpay/db'],
    ['packages/channels/src/viber/adapter.ts', '@chatpay/payments'],
    ['packages/payments/src/providers/vpos/adapter.ts', '@chatpay/db'],
    ['packages/payments/src/machine/a.ts', '@chatpay/http'],
    ['packages/services/src/a.ts', '@chatpay/payments'],
    ['packages/services/src/a.ts', '@chatpay/channels'],
    ['packages/services/src/a.ts', '@chatpay/queue'],
    ['packages/services/src/a.test.ts', '@chatpay/channels'],
    ['packages/testing/src/a.ts', '@chatpay/services'],
    ['packages/testing/e2e/a.test.ts', '@chatpay/services'],
    ['packages/testing/bench/main.ts', '@chatpay/queue'],
    ['apps/gateway/src/a.ts', '@chatpay/worker'],
    ['apps/gateway/src/a.ts', '@chatpay/testing'],
    ['apps/sandbox/src/a.ts', '@chatpay/core'],
    ['apps/sandbox/src/a.test.ts', '@chatpay/testing'],
  ])('%s must not import %s', (path, specifier) => {
    expect(importing(path, specifier)).toEqual([`${path}:1`]);
  });

  test.each([
    ['packages/core/src/a.ts', '@chatpay/http'],
    ['packages/channels/src/viber/adapter.ts', '@chatpay/db'],
    ['packages/services/src/a.ts', '@chatpay/channels'],
    ['apps/sandbox/src/a.ts', '@chatpay/core'],
  ])('%s must not import types of %s either', (path, specifier) => {
    expect(importingTypes(path, specifier)).toEqual([`${path}:1`]);
  });

  test.each([
    ['packages/http/src/a.ts', '@chatpay/core'],
    ['packages/channels/src/viber/adapter.ts', '@chatpay/http'],
    ['packages/channels/src/viber/adapter.test.ts', '@chatpay/testing'],
    ['packages/payments/src/providers/vpos/adapter.ts', '@chatpay/core'],
    ['packages/payments/src/machine/a.ts', '@chatpay/core'],
    ['packages/services/src/a.ts', '@chatpay/payments/machine'],
    ['packages/services/src/a.ts', '@chatpay/flows'],
    ['packages/testing/e2e/a.test.ts', '@chatpay/core'],
    ['apps/worker/src/a.ts', '@chatpay/payments'],
    ['apps/sandbox/src/a.ts', 'express'],
    ['scripts/start.mjs', '../packages/core/src/a.ts'],
  ])('%s may import %s', (path, specifier) => {
    expect(importing(path, specifier)).toEqual([]);
  });

  test('services may know the types of the queue, not the queue', () => {
    expect(importingTypes('packages/services/src/a.ts', '@chatpay/queue')).toEqual([]);
  });

  test.each([
    ['packages/core/src/a.ts', '../../http/src/b.ts'],
    ['packages/payments/src/machine/a.ts', '../providers/vpos/adapter.ts'],
    ['apps/gateway/src/a.test.ts', '../../worker/src/b.ts'],
    ['packages/core/src/a.ts', '../../../scripts/start.mjs'],
  ])('%s must not reach %s', (path, specifier) => {
    expect(importing(path, specifier)).toEqual([`${path}:1`]);
  });

  test.each([
    ['packages/core/src/deep/a.ts', '../b.ts'],
    ['packages/payments/src/providers/vpos/adapter.ts', '../../machine/index.ts'],
    ['packages/testing/e2e/a.ts', '../src/b.ts'],
  ])('%s may reach %s', (path, specifier) => {
    expect(importing(path, specifier)).toEqual([]);
  });

  test('a test scaffold may import what tests may, as long as only tests import it', () => {
    const scaffold = { 'packages/queue/src/server.ts': "import { a } from '@chatpay/testing';" };
    const use = "import './server.ts';";
    const forTests = modelOf({ ...scaffold, 'packages/queue/src/a.test.ts': use });
    const forAll = modelOf({ ...scaffold, 'packages/queue/src/a.ts': use });

    expect(placesOf(layers, forTests)).toEqual([]);
    expect(placesOf(layers, forAll)).toEqual(['packages/queue/src/server.ts:1']);
  });

  test('a new workspace needs a place, and the message says where', () => {
    const violations = layers(
      modelOf({ 'packages/new/src/a.ts': '', 'packages/new/src/b.ts': '' }),
    );

    expect(violations.map(toLine)).toEqual([
      'packages/new  has no place among the layers. Add it to the table in ' +
        'packages/testing/src/architecture/rules/layers.ts.',
    ]);
  });

  test('the message says what would be right', () => {
    const [violation] = layers(modelOf({ 'packages/flows/src/a.ts': "import '@chatpay/db';" }));

    expect(violation?.remedy).toBe(
      'packages/flows may import @chatpay/core of ours, and its own files',
    );
  });
});
