import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createSealer } from './seal.ts';

const OLD = 'old-key-old-key-old-key-old-key-old';
const NEW = 'new-key-new-key-new-key-new-key-new';

describe('sealer', () => {
  test('opens what it sealed, whatever the bytes', () => {
    const sealer = createSealer([NEW]);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), fc.string(), (bytes, context) => {
        const plain = Buffer.from(bytes);
        expect(sealer.open(sealer.seal(plain, context), context)).toEqual(plain);
      }),
    );
  });

  test('never seals the same thing twice into the same bytes', () => {
    const sealer = createSealer([NEW]);
    expect(sealer.seal('secret', 'a')).not.toEqual(sealer.seal('secret', 'a'));
  });

  test('a changed byte anywhere does not open', () => {
    const sealer = createSealer([NEW]);
    const sealed = sealer.seal('a token that nobody may change', 'a');
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => sealer.open(changed, 'a')).toThrow();
    }
  });

  test('bytes moved to another account do not open', () => {
    const sealer = createSealer([NEW]);
    expect(() => sealer.open(sealer.seal('secret', 'account 1'), 'account 2')).toThrow();
  });

  test('a new key in front seals, the old one still opens', () => {
    const sealed = createSealer([OLD]).seal('secret', 'a');
    expect(createSealer([NEW, OLD]).open(sealed, 'a').toString()).toBe('secret');
    const rotated = createSealer([NEW, OLD]).seal('secret', 'a');
    expect(() => createSealer([OLD]).open(rotated, 'a')).toThrow(/SECRETS_KEY/);
  });

  test('needs a key', () => {
    expect(() => createSealer([])).toThrow(/SECRETS_KEY/);
  });
});
