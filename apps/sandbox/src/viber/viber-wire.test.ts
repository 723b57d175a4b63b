import { describe, expect, test } from '@jest/globals';
import { createMessageTokens } from './message-tokens.ts';
import { signViber, withSignature } from './sign-viber.ts';
import { escapeForViber, toViberJson } from './viber-json.ts';

describe('the wire of Viber', () => {
  test('signs as the public vector says', () => {
    const token = '44b935abea139fd6-53fa53b32559c4a6-12dbd3d883b06835';
    const body =
      '{"event":"unsubscribed","timestamp":1516678387902,' +
      '"user_id":"KMMqtlNTDxIm/5bZhdQ5uA==","message_token":5136431130449316903}';
    const signature = 'd84d8648b402a2737838fea4da41d903d1af1aed92466b1758828ad27e31a9f9';
    expect(signViber(body, token)).toBe(signature);
    expect(withSignature('http://a.example/hook', 'ab')).toBe('http://a.example/hook?sig=ab');
    expect(withSignature('http://a.example/hook?b=1', 'ab')).toBe(
      'http://a.example/hook?b=1&sig=ab',
    );
  });

  test('writes tokens with every digit, in the order given, without undefined fields', () => {
    const fields = { event: 'seen', message_token: 4912661846655238145n, x: undefined, n: null };
    expect(toViberJson(fields)).toBe(
      '{"event":"seen","message_token":4912661846655238145,"n":null}',
    );
  });

  test('escapes with upper-case digits and means the same', () => {
    const json = toViberJson({ text: 'Ջ👋 / é' });
    expect(escapeForViber(json)).toBe(String.raw`{"text":"\u054B\uD83D\uDC4B / \u00E9"}`);
    expect(JSON.parse(escapeForViber(json))).toEqual(JSON.parse(json));
  });

  test('tokens grow, have 19 digits and do not survive a JavaScript number', () => {
    const tokens = createMessageTokens(1_790_000_000_000);
    let last = 0n;
    for (let count = 0; count < 1000; count += 1) {
      const token = tokens.next();
      expect(token > last).toBe(true);
      expect(String(token)).toMatch(/^\d{19}$/);
      expect(BigInt(Number(token))).not.toBe(token);
      last = token;
    }
  });
});
