import { expect, test } from '@jest/globals';
import { readEnvironment } from './env.ts';

test('everything has a default; an empty variable is a missing one', () => {
  const defaults = {
    port: 4000,
    gatewayUrl: 'http://localhost:3000',
    publicUrl: null,
    clockFactor: 1,
  };
  expect(readEnvironment({})).toEqual(defaults);
  expect(readEnvironment({ SANDBOX_PORT: '', PUBLIC_SANDBOX_URL: '' })).toEqual(defaults);
});

test.each([
  [{ SANDBOX_PORT: 'four thousand' }, 'SANDBOX_PORT'],
  [{ SANDBOX_PORT: '70000' }, 'SANDBOX_PORT'],
  [{ GATEWAY_URL: 'localhost:3000' }, 'GATEWAY_URL'],
  [{ SANDBOX_CLOCK_FACTOR: '0' }, 'SANDBOX_CLOCK_FACTOR'],
])('%j is named in one sentence', (variables, name) => {
  expect(() => readEnvironment(variables)).toThrow(
    new RegExp(`^The sandbox cannot start with these settings: ${name} .*\\.$`),
  );
});
