import { describe, expect, test } from '@jest/globals';
import { modelOf, placesOf } from '../model-of-texts.ts';
import { outsidePackages } from './outside-packages.ts';

const MANIFESTS = {
  'package.json': JSON.stringify({ devDependencies: { '@jest/globals': '1.0.0' } }),
  'packages/channels/package.json': JSON.stringify({
    name: '@chatpay/channels',
    dependencies: { zod: '1.0.0', 'viber-bot': '1.0.0', '@chatpay/core': '1.0.0' },
    devDependencies: { 'fast-check': '1.0.0', '@types/pg': '1.0.0' },
  }),
  'packages/services/package.json': JSON.stringify({
    name: '@chatpay/services',
    dependencies: { axios: '1.0.0' },
  }),
};

const places = (path: string, text: string) =>
  placesOf(outsidePackages, modelOf({ ...MANIFESTS, [path]: text }));

describe('outside packages', () => {
  test.each([
    ['packages/channels/src/a.ts', "import 'axios';"],
    ['packages/channels/src/a.ts', "import { a } from '@chatpay/http';"],
    ['packages/channels/src/a.ts', "import 'fast-check';"],
    ['packages/channels/src/a.ts', "import { test } from '@jest/globals';"],
    ['packages/channels/src/a.ts', "import { Client } from 'pg';"],
    ['packages/channels/src/a.test.ts', "import 'axios';"],
  ])('%s has not declared what it says: %s', (path, text) => {
    expect(places(path, text)).toEqual([`${path}:1`]);
  });

  test.each([
    ['packages/channels/src/a.ts', "import { z } from 'zod/v4';"],
    ['packages/channels/src/a.ts', "import { a } from '@chatpay/core';"],
    ['packages/channels/src/a.ts', "import { b } from 'node:crypto'; import 'crypto';"],
    ['packages/channels/src/a.ts', "import type { Client } from 'pg';"],
    ['packages/channels/src/a.test.ts', "import 'fast-check'; import '@jest/globals';"],
    ['packages/channels/some.config.ts', "import 'fast-check';"],
    ['scripts/start.mjs', "import 'anything';"],
  ])('%s may say %s', (path, text) => {
    expect(places(path, text)).toEqual([]);
  });

  test('viber-bot is imported by its adapter only', () => {
    const text = "import { Message } from 'viber-bot/lib/message.js';";
    expect(places('packages/channels/src/viber/client.ts', text)).toEqual([]);
    expect(places('packages/channels/src/meta/a.ts', text)).toEqual([
      'packages/channels/src/meta/a.ts:1',
    ]);
  });

  test.each(['node:http', 'https', 'node:net', 'axios', 'bullmq', 'ioredis', 'node:dns/promises'])(
    'services do not import %s',
    (name) => {
      const path = 'packages/services/src/a.ts';
      expect(places(path, `import { a } from '${name}';`)).toContain(`${path}:1`);
    },
  );

  test('services may import types of the network, and their tests a server', () => {
    expect(places('packages/services/src/a.ts', "import type { A } from 'node:http';")).toEqual([]);
    expect(places('packages/services/src/a.test.ts', "import { a } from 'node:http';")).toEqual([]);
  });
});
