import { fileURLToPath } from 'node:url';
import { channelName, providerName } from '@chatpay/core';
import { describe, expect, test } from '@jest/globals';
import { toLine } from './architecture/model.ts';
import { readRepository } from './architecture/reading/read-repository.ts';
import { ALL_RULES } from './architecture/rules/all-rules.ts';
import { sizeDistribution } from './architecture/size-distribution.ts';

const repository = readRepository(fileURLToPath(new URL('../../..', import.meta.url)), {
  channels: channelName.options,
  providers: providerName.options,
});

describe('this repository', () => {
  test.each(ALL_RULES)('%s', (_promise, rule) => {
    expect(rule(repository).map(toLine)).toEqual([]);
  });

  test('was read: an empty list of violations means something', () => {
    expect(repository.sources.length).toBeGreaterThan(20);
    expect(repository.paths).toContain('packages/core/src/index.ts');
    expect(repository.sources.some(({ imports }) => imports.length > 0)).toBe(true);
    process.stdout.write(`${sizeDistribution(repository)}\n`);
  });
});
