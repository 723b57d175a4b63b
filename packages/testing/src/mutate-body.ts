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

type ByteEdit = { kind: (typeof KINDS)[number]; at: number; length: number; filler: number };
const KINDS = ['flip', 'insert', 'remove', 'cut', 'repeat', 'splice'] as const;

const anywhere = fc.noBias(fc.nat(1_000_000));
const byteEdit: fc.Arbitrary<ByteEdit> = fc.record({
  kind: fc.constantFrom(...KINDS),
  at: anywhere,
  length: fc.integer({ min: 1, max: 40 }),
  filler: fc.nat(255),
});
const tokenEdit = fc.record({ at: anywhere, hostile: fc.constantFrom(...HOSTILE) });

/**
 * Bodies that nearly are what a platform sends: a seed after a few edits of its bytes (flip,
 * insert, remove, cut, repeat, splice with another seed) or of its JSON tokens (replaced by values
 * of the wrong type, depth, size or encoding; a replaced name may become `__proto__`).
 */
export function mutateBody(seedBodies: Buffer[]): fc.Arbitrary<Buffer> {
  const seed = fc.noBias(fc.constantFrom(...seedBodies));
  const bytes = fc.array(byteEdit, { minLength: 1, maxLength: 3 });
  const tokens = fc.array(tokenEdit, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    fc
      .record({ seed, edits: bytes, other: seed })
      .map((plan) => plan.edits.reduce((body, edit) => apply(body, edit, plan.other), plan.seed)),
    fc.record({ seed, edits: tokens }).map((plan) =>
      plan.edits.reduce((body, { at, hostile }) => {
        const tokens = tokensOf(body);
        return replace(body, tokens[at % Math.max(1, tokens.length)], hostile);
      }, plan.seed),
    ),
  );
}

/** Every body that comes of one value or name in the seed being replaced by a hostile one. */
export function* replaceEachToken(seed: Buffer): Generator<Buffer> {
  for (const token of tokensOf(seed)) {
    for (const hostile of HOSTILE) yield replace(seed, token, hostile);
  }
}

function apply(body: Buffer, { kind, at, length, filler }: ByteEdit, other: Buffer): Buffer {
  const start = at % (body.length + 1);
  const end = Math.min(body.length, start + length);
  const before = body.subarray(0, start);
  const middle = body.subarray(start, end);
  const after = body.subarray(end);
  switch (kind) {
    case 'flip':
      return Buffer.concat([before, middle.map((byte) => byte ^ (filler || 1)), after]);
    case 'insert':
      return Buffer.concat([before, Buffer.alloc(length, filler), middle, after]);
    case 'remove':
      return Buffer.concat([before, after]);
    case 'cut':
      return Buffer.from(before);
    case 'repeat':
      return Buffer.concat([before, middle, middle, after]);
    case 'splice':
      return Buffer.concat([before, other.subarray(at % (other.length + 1))]);
  }
}

type Token = { start: number; end: number };

function tokensOf(body: Buffer): Token[] {
  const matches = body.toString('latin1').matchAll(JSON_TOKEN);
  return [...matches].map(({ index, 0: text }) => ({ start: index, end: index + text.length }));
}

/** Offsets are of bytes, so that what is not UTF-8 stays as it is. */
function replace(body: Buffer, token: Token | undefined, hostile: string): Buffer {
  const { start, end } = token ?? { start: 0, end: 0 };
  return Buffer.concat([body.subarray(0, start), Buffer.from(hostile), body.subarray(end)]);
}
