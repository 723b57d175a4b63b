import { describe, expect, test } from '@jest/globals';
import { modelOf } from '../model-of-texts.ts';
import { cycles } from './cycles.ts';

const problems = (files: Record<string, string>) =>
  cycles(modelOf(files)).map(({ problem }) => problem);

describe('cycles', () => {
  test('of two files are found, type imports included', () => {
    expect(
      problems({
        'packages/a/src/a.ts': "import type { B } from './b.ts';",
        'packages/a/src/b.ts': "import { a } from './a.ts';",
      }),
    ).toEqual([
      'imports itself: packages/a/src/a.ts -> packages/a/src/b.ts -> packages/a/src/a.ts',
    ]);
  });

  test('of one file, and through a dynamic import, are found', () => {
    expect(problems({ 'a/a.ts': "await import('./a.ts');" })).toHaveLength(1);
  });

  test('across packages are found', () => {
    expect(
      problems({
        'packages/a/package.json': JSON.stringify({
          name: '@chatpay/a',
          exports: { '.': { source: './src/index.ts' } },
        }),
        'packages/a/src/index.ts': "export * from './b.ts';",
        'packages/a/src/b.ts': "import { c } from '@chatpay/a';",
      }),
    ).toHaveLength(1);
  });

  test('apart from each other are all found', () => {
    expect(
      problems({
        'a.ts': "import './b.ts'; import './c.ts';",
        'b.ts': "import './a.ts';",
        'c.ts': "import './d.ts';",
        'd.ts': "import './e.ts';",
        'e.ts': "import './c.ts';",
      }),
    ).toEqual([
      'imports itself: a.ts -> b.ts -> a.ts',
      'imports itself: c.ts -> d.ts -> e.ts -> c.ts',
    ]);
  });

  test('are not seen where two ways lead to one file', () => {
    expect(
      problems({
        'a.ts': "import './b.ts'; import './c.ts'; import 'zod'; import './missing.ts';",
        'b.ts': "import './d.ts';",
        'c.ts': "import './d.ts';",
        'd.ts': '',
      }),
    ).toEqual([]);
  });
});
