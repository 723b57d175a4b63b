import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { provideNativeTree } from './native-tree.ts';

let folder = '';
let runtimeDir = '';
let native = { root: '', version: '18.4.0', major: '18' };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chatpay-tree-'));
  runtimeDir = join(folder, 'runtime');
  native = { ...native, root: join(folder, 'linux-x64') };
  for (const part of ['bin', 'lib', 'share/deep']) {
    mkdirSync(join(native.root, 'native', part), { recursive: true });
  }
  writeFileSync(join(native.root, 'native/bin/postgres'), 'binary', { mode: 0o700 });
  writeFileSync(join(native.root, 'native/lib/libpq.so.5.18'), 'library', { mode: 0o600 });
  writeFileSync(join(native.root, 'native/lib/libpq.a'), 'archive');
  writeFileSync(join(native.root, 'native/share/deep/zone'), 'zone');
  writeFileSync(
    join(native.root, 'native/pg-symlinks.json'),
    '[{"source":"native/lib/libpq.so.5.18","target":"native/lib/libpq.so.5"}]',
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

const copyAside = () => provideNativeTree(native, { runtimeDir, mayRunInPlace: false });

describe('provideNativeTree', () => {
  test('links the libraries in place', () => {
    const tree = provideNativeTree(native, { runtimeDir, mayRunInPlace: true });
    expect(tree).toBe(join(native.root, 'native'));
    expect(readlinkSync(join(tree, 'lib/libpq.so.5'))).toBe('libpq.so.5.18');
    expect(provideNativeTree(native, { runtimeDir, mayRunInPlace: true })).toBe(tree);
    expect(existsSync(runtimeDir)).toBe(false);
  });

  test('copies what a server needs, readable by everyone', () => {
    const tree = copyAside();
    expect(tree.startsWith(join(runtimeDir, '18.4.0'))).toBe(true);
    expect(readFileSync(join(tree, 'lib/libpq.so.5'), 'utf8')).toBe('library');
    expect(existsSync(join(tree, 'lib/libpq.a'))).toBe(false);
    for (const path of ['bin/postgres', 'lib/libpq.so.5', 'share', 'share/deep', 'lib']) {
      expect(statSync(join(tree, path)).mode & 0o005).toBe(0o005);
    }
  });

  test('makes the copy once', () => {
    const made = statSync(join(copyAside(), 'bin/postgres')).ino;
    expect(statSync(join(copyAside(), 'bin/postgres')).ino).toBe(made);
    expect(readdirSync(runtimeDir)).toHaveLength(1);
  });

  test.each([
    ['a file was swept away', 'share/deep/zone'],
    ['a library was swept away', 'lib/libpq.so.5.18'],
    ['a link was swept away', 'lib/libpq.so.5'],
  ])('makes it anew when %s', (_, lost) => {
    const tree = copyAside();
    rmSync(join(tree, lost));
    expect(copyAside()).toBe(tree);
    expect(existsSync(join(tree, lost))).toBe(true);
    expect(readdirSync(runtimeDir)).toHaveLength(1);
  });

  test('makes it anew when a file was cut short', () => {
    const tree = copyAside();
    writeFileSync(join(tree, 'bin/postgres'), 'bin');
    copyAside();
    expect(readFileSync(join(tree, 'bin/postgres'), 'utf8')).toBe('binary');
  });

  test('keeps apart two versions', () => {
    const first = copyAside();
    native = { ...native, version: '18.5.0' };
    chmodSync(join(native.root, 'native/bin/postgres'), 0o755);
    expect(copyAside()).not.toBe(first);
    expect(readdirSync(runtimeDir)).toHaveLength(2);
  });
});
