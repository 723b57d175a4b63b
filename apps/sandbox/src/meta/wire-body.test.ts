import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { signMeta } from './sign-meta.ts';
import { toMetaBody } from './wire-body.ts';

const update = {
  object: 'page',
  entry: [
    {
      id: '104857600000001',
      time: 1790000000123,
      messaging: [
        {
          sender: { id: '24000000000000001' },
          recipient: { id: '104857600000001' },
          timestamp: 1790000000001,
          message: { mid: 'm_test1', text: 'Բարև 👋 https://pay.example/x' },
        },
      ],
    },
  ],
};

describe('the bytes Meta signs', () => {
  test('are the escaped form, byte for byte', () => {
    const body = toMetaBody(update);
    expect(body.length).toBe(288);
    expect(body).toContain(
      String.raw`"\u0532\u0561\u0580\u0587 \ud83d\udc4b https:\/\/pay.example\/x"`,
    );
  });

  test('carry the signatures of the reference vector', () => {
    expect(signMeta(toMetaBody(update), 'test-app-secret')).toEqual({
      'X-Hub-Signature': 'sha1=3da6d898ec5bdfc28eeadd1e02853b03709846e1',
      'X-Hub-Signature-256':
        'sha256=a164c09d7a9aa254ab8957d9b2eaf9e3f95fcb22e73014ac3534b1771a4b2f1d',
    });
  });

  test('re-serialised without escapes they carry another signature', () => {
    const plain = signMeta(JSON.stringify(update), 'test-app-secret');
    expect(plain['X-Hub-Signature-256']).toBe(
      'sha256=27b00d598a0dabab224b3b9eb52935287050c21aae198330493d7086c3b6ee83',
    );
  });

  test('are ASCII and mean the same for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const body = toMetaBody({ text });
        expect(Buffer.byteLength(body)).toBe(body.length);
        expect(JSON.parse(body)).toEqual({ text });
      }),
    );
  });
});
