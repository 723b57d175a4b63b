import { describe, expect, test } from '@jest/globals';
import { readSource } from './read-source.ts';

const LINK = "'./other.ts'";

describe('imports', () => {
  test.each([
    [`import { a } from ${LINK};`, false],
    [`import ${LINK};`, false],
    [`import a from ${LINK};`, false],
    [`import type { A } from ${LINK};`, true],
    [`import { type A, type B } from ${LINK};`, true],
    [`import { type A, b } from ${LINK};`, false],
    [`export * from ${LINK};`, false],
    [`export * as names from ${LINK};`, false],
    [`export { a } from ${LINK};`, false],
    [`export type { A } from ${LINK};`, true],
    [`export type * from ${LINK};`, true],
    [`const a = await import(${LINK});`, false],
    [`let a: import(${LINK}).A;`, true],
    [`type A = typeof import(${LINK});`, true],
    [`import a = require(${LINK});`, false],
    [`const a = require(${LINK});`, false],
  ])('%s', (text, typeOnly) => {
    expect(readSource('a.ts', text).imports).toEqual([
      { specifier: './other.ts', typeOnly, line: 1 },
    ]);
  });

  test.each([
    'export const a = 1;',
    'const a = "import x from \'./y.ts\'";',
    '// import "./y.ts";',
  ])('none in %s', (text) => {
    expect(readSource('a.ts', text).imports).toEqual([]);
  });

  test('are read from JavaScript and TSX as well', () => {
    const view = `import { a } from ${LINK};\nexport const view = <T,>(all: T) => <p>{a}{all}</p>;`;
    expect(readSource('a.mjs', `#!/usr/bin/env node\nimport ${LINK};`).imports[0]?.line).toBe(2);
    expect(readSource('a.tsx', view).imports).toHaveLength(1);
  });
});

describe('functions', () => {
  const functionsIn = (text: string) => readSource('a.ts', text).functions;

  test('are measured from first to last line, whatever stands before them', () => {
    const text =
      "/** Վճարում: оплата 💳 */\nconst sign = '֏';\n\nfunction pay() {\n  return sign;\n}\n";
    const again = [readSource('a.ts', text), readSource('b.ts', text)];

    for (const { functions } of again) {
      expect(functions).toEqual([{ name: 'pay', line: 4, lines: 3, parameters: 0 }]);
    }
  });

  test.each([
    ['function f(a, b) {}', 'f', 2],
    ['const f = (a, b, c, d) => 1;', 'f', 4],
    ['const f = function (a) {};', 'f', 1],
    ['const o = { f(a, b) {} };', 'f', 2],
    ['const o = { f: async (a) => a };', 'f', 1],
    ['class C { f(a: A, b: B) {} }', 'f', 2],
    ['class C { #f(a: A) {} }', 'f', 1],
    ['class C { constructor(a: A, b: B) {} }', 'constructor', 2],
    ['export default function f(a) {}', 'f', 1],
    ['function f(this: A, a: A) {}', 'f', 1],
    ['function f(a, ...rest) {}', 'f', 2],
    ['function f(a, b = 1) {}', 'f', 2],
    ['function f(a, { b, c }: Options) {}', 'f', 1],
    ['function f(a, { b } = { b: 1 }) {}', 'f', 1],
    ['function f(a, options: Options = {}) {}', 'f', 1],
    ['function f({ a }, b) {}', 'f', 2],
    ['list.map((a, b) => a);', null, 2],
    ['function f() { return (a, b, c, d) => 1; }', 'f', 0],
  ])('%s', (text, name, parameters) => {
    expect(functionsIn(text)[0]).toMatchObject({ name, parameters });
  });

  test('do not include the groups of a test file', () => {
    const text =
      "describe('a', () => {\n  describe.each([1])('b', () => {\n    test('c', () => {});\n  });\n});";
    expect(functionsIn(text)).toEqual([{ name: null, line: 3, lines: 1, parameters: 0 }]);
  });
});

test('interfaces are listed with their members', () => {
  const text =
    'export interface A { readonly a: string; b(): void; c?(): void; d?: 1; [key: string]: B }';
  expect(readSource('a.ts', text).interfaces).toEqual([
    {
      name: 'A',
      line: 1,
      members: [
        { name: 'a', optional: false },
        { name: 'b', optional: false },
        { name: 'c', optional: true },
        { name: 'd', optional: true },
        { name: 'TsIndexSignature', optional: false },
      ],
    },
  ]);
});

describe('uses', () => {
  test.each([
    ['let a: any;', 'any'],
    ['function f(a: Record<string, any>) {}', 'any'],
    ['a as unknown as B;', 'double cast'],
    ['(a as unknown) as B;', 'double cast'],
    ['a.b!.c;', 'non-null assertion'],
    ['let a!: string;', 'non-null assertion'],
    ['class C { a!: string }', 'non-null assertion'],
    ['// @ts-ignore because\na();', 'suppressed type error'],
    [`// ${'TO'}DO later`, 'unfinished work'],
    [`/* ${'FIX'}ME */ a();`, 'unfinished work'],
    ['test.skip("a", () => {});', 'switched-off test'],
    ['const maybe = has ? describe : describe.skip;', 'switched-off test'],
    ['test.only.each([1])("a", () => {});', 'switched-off test'],
    ['describe.each([1]).only("a", () => {});', 'switched-off test'],
    ['xit("a", () => {});', 'switched-off test'],
    ['process.env.PORT;', 'environment'],
    ["process['env'].PORT;", 'environment'],
    ['const { env } = process;', 'environment'],
    ["import { env } from 'node:process';", 'environment'],
    ['await db.transaction(async (tx) => {});', 'transaction'],
    ['Date.now();', 'clock or chance'],
    ['new Date();', 'clock or chance'],
    ['newId();', 'clock or chance'],
    ['setTimeout(f, 1);', 'clock or chance'],
    ['list.sort(Math.random);', 'clock or chance'],
    ["await fetch('https://a.example');", 'network'],
  ])('%s', (text, kind) => {
    expect(readSource('a.ts', text).uses.map((use) => use.kind)).toEqual([kind]);
  });

  test.each([
    ['a word in a text', "const a = 'any, as unknown as B, process.env, @ts-ignore';"],
    ['a word in a template', 'const a = `// @ts-ignore`;'],
    ['a word in an expression', 'const a = /@ts-ignore/;'],
    ['a word in a comment', '/** any, process.env, test.skip, .transaction( */ a();'],
    ['one cast', 'a as unknown; b as B;'],
    ['a given time', 'new Date(0); new Date(text);'],
    ['a negation', 'if (!a) b();'],
    ['a field of the name', 'a.env; a.skip(); query.only;'],
    ['a parameter of the name', 'function f(transaction) { transaction(); }'],
  ])('none in %s', (_what, text) => {
    expect(readSource('a.ts', text).uses).toEqual([]);
  });

  test('are found on their line', () => {
    const text = "\n// '֏'\nconst a = `\n`;\nprocess.env;\n// @ts-ignore\n";
    expect(readSource('a.ts', text).uses.map(({ line }) => line)).toEqual([5, 6]);
  });
});

test('lines are counted with and without the last line break', () => {
  expect(readSource('a.ts', 'a;\nb;\n').lines).toBe(2);
  expect(readSource('a.ts', 'a;\nb;').lines).toBe(2);
});

test('a text that is no source says which file it is', () => {
  expect(() => readSource('packages/a/src/b.ts', 'const = ;')).toThrow('packages/a/src/b.ts');
});
