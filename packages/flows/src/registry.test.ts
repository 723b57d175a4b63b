import { describe, expect, test } from '@jest/globals';
import { flowNames, runFlow } from './registry.ts';
import { said } from './shop/__fixtures__/rehearse.ts';
import { shopContext } from './shop/__fixtures__/shop.ts';

const context = shopContext({ language: 'en' });
const hello = { event: { type: 'text', text: 'hello' }, context } as const;

describe('runFlow', () => {
  test('knows the scenario shop', () => {
    expect(flowNames).toEqual(['shop']);
  });

  test('starts a new conversation with its first event', () => {
    const turn = runFlow('shop', null, hello);
    expect(turn.state).toEqual({ step: 'welcome', greeted: true });
    expect(said(turn)).toContain('automatic assistant');
  });

  test('goes on from a state that went through JSON', () => {
    const first = runFlow('shop', null, hello);
    const stored: unknown = JSON.parse(JSON.stringify(first.state));
    const next = runFlow('shop', stored, { event: { type: 'text', text: 'gata' }, context });
    expect(next.state).toMatchObject({ step: 'quantity', sku: 'gata' });
    expect(said(next)).not.toContain('automatic assistant');
  });

  test.each([
    ['undefined', undefined],
    ['an empty object', {}],
    ['a step that is no more', { step: 'coupon', draft: {} }],
    ['a field nobody declared', { step: 'welcome', greeted: true, extra: 1 }],
    ['a draft that is none', { step: 'cart', draft: { items: [{ sku: 'x', quantity: 0 }] } }],
  ])('starts anew from %s', (_name, stored) => {
    expect(said(runFlow('shop', stored, hello))).toContain('automatic assistant');
  });

  test('refuses a scenario that does not exist', () => {
    expect(() => runFlow('toString', null, hello)).toThrow('no scenario toString');
  });
});
