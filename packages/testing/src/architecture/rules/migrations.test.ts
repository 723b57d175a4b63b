import { describe, expect, test } from '@jest/globals';
import type { MigrationChange } from '../model.ts';
import { modelOf } from '../model-of-texts.ts';
import { migrations } from './migrations.ts';

const FILE = 'packages/db/migrations/0000_first.sql';

/** Newest first, as git tells it, and what is not committed at the end. */
function problems(
  changes: [commit: string | null, status: MigrationChange['status'], file?: string][] | null,
  files: Record<string, string> = { [FILE]: 'create table a ();' },
): string[] {
  const history =
    changes?.map(([commit, status, file = FILE]) => ({ commit, status, file })) ?? null;
  return migrations(modelOf(files, { migrations: history })).map(({ problem }) => problem);
}

describe('migrations', () => {
  test('that were added once are right', () => {
    expect(problems([['a1', 'A']])).toEqual([]);
    expect(
      problems([
        ['b2', 'A', 'packages/db/migrations/0001_next.sql'],
        ['a1', 'A'],
      ]),
    ).toEqual([]);
  });

  test('that are not committed yet may still change', () => {
    expect(problems([[null, 'A']])).toEqual([]);
    expect(problems([])).toEqual([]);
  });

  test('are not edited in a later commit', () => {
    expect(
      problems([
        ['b2', 'M'],
        ['a1', 'A'],
      ]),
    ).toEqual(['landed, and was edited by b2']);
  });

  test('are not edited in the work in progress', () => {
    expect(
      problems([
        ['a1', 'A'],
        [null, 'M'],
      ]),
    ).toEqual(['landed, and was edited since the last commit']);
  });

  test('are not edited by deleting and adding them again', () => {
    expect(
      problems([
        ['c3', 'A'],
        ['b2', 'D'],
        ['a1', 'A'],
      ]),
    ).toEqual(['landed, and was edited by c3']);
  });

  test('are not deleted', () => {
    expect(
      problems(
        [
          ['a1', 'A'],
          [null, 'D'],
        ],
        {},
      ),
    ).toEqual(['landed, and was deleted since the last commit']);
  });

  test('cannot be judged without a history', () => {
    expect(problems(null)).toEqual([]);
  });
});
