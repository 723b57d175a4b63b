import fc from 'fast-check';

/** JSON that is legal, or nearly, and that careless readers trip over. */
const HOSTILE = [
  'null',
  'true',
  '[]',
  '{}',
  '""',
  '0',
  '-1',
  '1e999',
  '1.5e-300',
  '0123',
  '123456789012345678901234567890',
  '-9007199254740993',
  '8640000000000001',
  '"\\u0000"',
  '"a\\u0000b"',
  '"\\ud800"',
  '"\\udfff\\ud83d"',
  '"__proto__"',
  '"constructor"',
  '"toString"',
  '"hasOwnProperty"',
  '"\u202e\ufeff"',
  '{"__proto__":{"polluted":true}}',
  '{"toString":1,"valueOf":2,"toJSON":3}',
  '{"length":4294967296}',
  `${'['.repeat(100)}${']'.repeat(100)}`,
  '{"a":'.repeat(5000),
  `"${'x'.repeat(5000)}"`,
  `"${'👩‍👩‍👧‍👦'.repeat(500)}"`,
  `"${'\\"'.repeat(500)}"`,
];

const JSON_TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null/g;

type Edit = { kind: (typeof KINDS)[number]; at: number; length: number; choice: number };
const KINDS = ['token', 'token', 'flip', 'insert', 'remove', 'cut', 'repeat', 'splice'] as const;

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom(...KINDS),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 1, max: 40 }),
  choice: fc.nat(255),
});

/**
 * Bodies that nearly are what a platform sends: a seed after one to four edits of its bytes (flip,
 * insert, remove, cut, repeat, splice with another seed) or of its JSON tokens (replaced by values
 * of the wrong type, depth, size or encoding; a replaced name may become `__proto__`).
 */
export function mutateBody(seedBodies: Buffer[]): fc.Arbitrary<Buffer> {
  const seed = fc.constantFrom(...seedBodies);
  const edits = fc.array(edit, { minLength: 1, maxLength: 4 });
  return fc
    .record({ seed, other: seed, edits })
    .map((plan) => plan.edits.reduce((body, step) => apply(body, step, plan.other), plan.seed));
}

function apply(body: Buffer, { kind, at, length, choice }: Edit, other: Buffer): Buffer {
  const start = Math.floor(at * body.length);
  const end = Math.min(body.length, start + length);
  const [before, middle, after] = [
    body.subarray(0, start),
    body.subarray(start, end),
    body.subarray(end),
  ];
  switch (kind) {
    case 'token':
      return replaceToken(body, at, HOSTILE[choice % HOSTILE.length] ?? 'null');
    case 'flip':
      return Buffer.concat([
        before,
        Buffer.from(middle.map((byte) => byte ^ (choice || 1))),
        after,
      ]);
    case 'insert':
      return Buffer.concat([before, Buffer.alloc(length, choice), middle, after]);
    case 'remove':
      return Buffer.concat([before, after]);
    case 'cut':
      return Buffer.from(before);
    case 'repeat':
      return Buffer.concat([before, middle, middle, after]);
    case 'splice':
      return Buffer.concat([before, other.subarray(Math.floor(at * other.length))]);
  }
}

function replaceToken(body: Buffer, at: number, hostile: string): Buffer {
  const text = body.toString('utf8');
  const tokens = [...text.matchAll(JSON_TOKEN)];
  const token = tokens[Math.min(tokens.length - 1, Math.floor(at * tokens.length))];
  if (token === undefined) return Buffer.from(hostile);
  const rest = text.slice(token.index + token[0].length);
  return Buffer.from(text.slice(0, token.index) + hostile + rest);
}
