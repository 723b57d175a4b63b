import { describe, expect, test } from '@jest/globals';
import { secretsKeys } from './secrets-keys.ts';

const GOOD = 'kJ8z0vY3nQ1rT6wX9bC4dF7gH2jL5mPsUaE=';

describe('SECRETS_KEY', () => {
  test('one key, or several with the sealing one first', () => {
    expect(secretsKeys.parse(GOOD)).toEqual([GOOD]);
    expect(secretsKeys.parse(`${GOOD}, ${GOOD}2`)).toEqual([GOOD, `${GOOD}2`]);
  });

  test.each([
    ['missing', undefined],
    ['empty', ''],
    ['short', 'kJ8z0vY3nQ1rT6wX9bC4'],
    ['a sample', 'changeme-changeme-changeme-changeme'],
    ['one character again and again', 'x'.repeat(64)],
    ['a good one beside a short one', `${GOOD},short`],
  ])('%s is refused', (_name, value) => {
    expect(secretsKeys.safeParse(value).success).toBe(false);
  });
});
