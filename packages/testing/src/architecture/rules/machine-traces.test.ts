import { describe, expect, test } from '@jest/globals';
import { modelOf, placesOf } from '../model-of-texts.ts';
import { machineTraces } from './machine-traces.ts';

/** The traces are put together here, so that this file holds none. */
const inFolders = (...folders: string[]) => `${['', ...folders].join('/')}/file.txt`;
const address = (host: string) => ['https:', '', host, 'npm'].join('/');

const places = (path: string, text: string, root = '/repository') =>
  placesOf(machineTraces, modelOf({ [path]: text }, { root }));

describe('machine traces', () => {
  test.each([
    ['a home folder', inFolders('home', 'ann')],
    ['a home folder of macOS', inFolders('Users', 'ann')],
    ['the home folder of root', inFolders('root', 'code')],
    ['a path of Windows', ['C:', 'code', 'a'].join('\\')],
    ['a registry', address('registry.example.com')],
    ['an artifact store', address('artifactory.example.com')],
    ['a registry without scheme', ['registry', 'npmjs', 'org'].join('.')],
    ['a credential', ['//example.com/:_auth', 'Token=abc'].join('')],
  ])('%s is found', (_what, trace) => {
    expect(places('README.md', `first line\nSee ${trace} here.`)).toEqual(['README.md:2']);
  });

  test('the path of the checkout is found, wherever it is', () => {
    const text = 'see /builds/42/shop/README.md';
    expect(places('a.md', text, '/builds/42/shop')).toEqual(['a.md:1']);
    expect(places('a.md', text, '/builds')).toEqual([]);
    expect(places('a.md', text, '/other/place')).toEqual([]);
  });

  test('images have folders of their own', () => {
    expect(places('Dockerfile', `COPY . ${inFolders('home', 'node')}`)).toEqual([]);
    expect(places('Dockerfile', address('registry.example.com'))).toEqual(['Dockerfile:1']);
  });

  test.each([
    ['a route', 'GET /webhooks/home and /home'],
    ['a registry of adapters', 'src/registry.ts holds `registry.ts`'],
    ['an address', 'https://example.com/home/page'],
    ['a relative path', '../../home/file.txt'],
    ['a pattern', 'const a = /t:\\d/;'],
  ])('%s is not a trace', (_what, text) => {
    expect(places('a.md', text)).toEqual([]);
  });
});
