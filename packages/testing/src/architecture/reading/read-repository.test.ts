import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readRepository, toChanges } from './read-repository.ts';

const NAMES = { channels: ['viber'], providers: ['vpos'] };
const MIGRATION = 'packages/db/migrations/0000_first.sql';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'architecture-'));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function write(path: string, text: string | Buffer): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function git(...command: string[]): void {
  const author = [
    '-c',
    'user.name=a',
    '-c',
    'user.email=a@example.com',
    '-c',
    'commit.gpgsign=false',
  ];
  execFileSync('git', [...author, ...command], { cwd: root, stdio: 'ignore' });
}

function commitAll(): void {
  git('add', '--all');
  git('commit', '--message', 'change');
}

test('without git every file counts, except what is built or installed', () => {
  write('packages/a/src/a.ts', 'export const a = 1;\n');
  write('packages/a/dist/a.js', 'export const a = 1;\n');
  write('node_modules/b/index.js', '');

  const repository = readRepository(root, NAMES);

  expect([...repository.paths]).toEqual(['packages/a/src/a.ts']);
  expect(repository.migrations).toBeNull();
  expect(repository).toMatchObject(NAMES);
});

test('with git what is ignored or deleted does not count, what is new does', () => {
  git('init');
  write('.gitignore', 'secret/\n');
  write('gone.ts', '');
  commitAll();
  rmSync(join(root, 'gone.ts'));
  write('secret/a.ts', '');
  write('new/a.ts', '');

  expect([...readRepository(root, NAMES).paths].sort()).toEqual(['.gitignore', 'new/a.ts']);
});

test('what is not text is listed and not read', () => {
  write('a.png', Buffer.from([0x89, 0x50, 0x00]));

  const { paths, texts } = readRepository(root, NAMES);

  expect([...paths]).toEqual(['a.png']);
  expect(texts.get('a.png')).toBe('');
});

test('the history of migrations is read with what is not committed yet', () => {
  git('init');
  write(MIGRATION, 'create table a ();\n');
  write('packages/db/migrations/meta/0000.json', '{}');
  commitAll();
  write(MIGRATION, 'create table b ();\n');
  commitAll();
  write(MIGRATION, 'create table c ();\n');
  write('packages/db/migrations/0001_next.sql', 'create table d ();\n');

  expect(readRepository(root, NAMES).migrations).toEqual([
    { commit: expect.stringMatching(/^[0-9a-f]+$/), status: 'M', file: MIGRATION },
    { commit: expect.stringMatching(/^[0-9a-f]+$/), status: 'A', file: MIGRATION },
    { commit: null, status: 'M', file: MIGRATION },
  ]);
});

test('a log is read commit by commit', () => {
  expect(toChanges('commit b\n\nM\tx.sql\nD\ty.sql\ncommit a\n\nA\tx.sql\nT\tz.sql\n')).toEqual([
    { commit: 'b', status: 'M', file: 'x.sql' },
    { commit: 'b', status: 'D', file: 'y.sql' },
    { commit: 'a', status: 'A', file: 'x.sql' },
  ]);
});
