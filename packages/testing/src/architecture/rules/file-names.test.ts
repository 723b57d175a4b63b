import { describe, expect, test } from '@jest/globals';
import { modelOf, placesOf } from '../model-of-texts.ts';
import { fileNames } from './file-names.ts';

const places = (path: string) => placesOf(fileNames, modelOf({ [path]: '' }));

describe('file names', () => {
  test.each([
    'packages/a/src/utils.ts',
    'packages/a/src/utils/text.ts',
    'packages/a/src/helper.test.ts',
    'packages/a/src/test-helpers.ts',
    'packages/a/src/common/a.ts',
    'packages/a/src/types.ts',
    'apps/a/src/misc.ts',
    'packages/shared/src/a.ts',
    'packages/a/src/splitText.ts',
    'packages/a/src/Split.tsx',
    'packages/a/src/split_text.ts',
  ])('%s is wrong', (path) => {
    expect(places(path)).toEqual([path]);
  });

  test.each([
    'packages/a/src/split-text.ts',
    'packages/a/src/split-text.test.ts',
    'packages/a/src/viber-bot.d.ts',
    'packages/a/src/common-words.ts',
    'packages/a/drizzle.config.ts',
    'packages/a/jest.config.mjs',
    'packages/payments/src/machine/types.ts',
    'scripts/anyThing.mjs',
  ])('%s is right', (path) => {
    expect(places(path)).toEqual([]);
  });
});
