import { describe, expect, test } from '@jest/globals';
import { modelOf } from '../model-of-texts.ts';
import { workspaces } from './workspaces.ts';

const problems = (manifest: Record<string, unknown>, files: Record<string, string> = {}) =>
  workspaces(
    modelOf({
      'packages/a/README.md': '',
      'packages/a/package.json': JSON.stringify({ name: 'a', version: '0.1.0', ...manifest }),
      ...files,
    }),
  ).map(({ problem }) => problem);

describe('workspaces', () => {
  test.each(['^1.2.3', '~1.2.3', '1.2', '1.x', '*', 'latest', '>=1.0.0', 'file:../b', 'next'])(
    'the version %s is not exact',
    (version) => {
      expect(problems({ dependencies: { zod: version } })).toEqual([`asks for zod ${version}`]);
      expect(problems({ devDependencies: { zod: version } })).toHaveLength(1);
      expect(problems({ optionalDependencies: { zod: version } })).toHaveLength(1);
    },
  );

  test.each(['1.2.3', '18.4.0-beta.17'])('the version %s is exact', (version) => {
    expect(problems({ dependencies: { zod: version } })).toEqual([]);
  });

  test('ours are asked for in the version that stands here', () => {
    const other = {
      'packages/b/README.md': '',
      'packages/b/package.json': '{"name":"b","version":"0.2.0"}',
    };
    expect(problems({ dependencies: { b: '0.2.0' } }, other)).toEqual([]);
    expect(problems({ dependencies: { b: '0.1.0' } }, other)).toEqual([
      'asks for b 0.1.0, but packages/b/package.json is 0.2.0',
    ]);
  });

  test('each explains itself', () => {
    expect(problems({}, { 'apps/b/package.json': '{}' })).toEqual([
      'is a workspace without README.md',
    ]);
    expect(problems({}, { 'package.json': '{}' })).toHaveLength(1);
    expect(problems({}, { 'package.json': '{}', 'README.md': '' })).toEqual([]);
  });
});
