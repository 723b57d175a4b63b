import { expect, test } from '@jest/globals';
import { modelOf } from './model-of-texts.ts';
import { sizeDistribution } from './size-distribution.ts';

test('median, 90th percentile and maximum are lengths that occur', () => {
  const files = Array.from({ length: 10 }, (_, index): [string, string] => [
    `a${index}.ts`,
    'a();\n'.repeat(index + 1),
  ]);

  expect(sizeDistribution(modelOf(Object.fromEntries(files)))).toBe(
    'lines of 10 files: median 5, p90 9, max 10; of 0 functions: median 0, p90 0, max 0',
  );
});
