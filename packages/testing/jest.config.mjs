import { fileURLToPath } from 'node:url';

/** One Jest configuration for every workspace: ESM, TypeScript through SWC, sources not builds. */
export default {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'es6' } },
    ],
  },
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '<rootDir>/e2e/'],
  reporters: ['default', fileURLToPath(new URL('jest-reporter.mjs', import.meta.url))],
  testTimeout: 30_000,
};
