import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createFaultDial, faultPatch } from './fault-dial.ts';

describe('the fault dial', () => {
  test('nothing goes wrong at the start', () => {
    const dial = createFaultDial(() => 0);
    for (const fault of ['drop', 'wrongSignature', 'lostAnswer', 'status429', 'status5xx'] as const)
      expect(dial.strikes('vpos', fault)).toBe(false);
    expect(dial.of('messenger')).toMatchObject({ receipts: true, echoes: true, duplicate: 0 });
  });

  test('turning one field leaves the others, one stand-in leaves the others', () => {
    const dial = createFaultDial(Math.random);
    dial.turn('viber', { duplicate: 4 });
    dial.turn('viber', { delayMs: 20 });
    expect(dial.of('viber')).toMatchObject({ duplicate: 4, delayMs: 20 });
    expect(dial.of('vpos')).toMatchObject({ duplicate: 0, delayMs: 0 });
    dial.reset();
    expect(dial.of('viber')).toMatchObject({ duplicate: 0, delayMs: 0 });
  });

  test.each([
    [0.3, 0.29, true],
    [0.3, 0.3, false],
    [1, 0.999, true],
    [0, 0, false],
  ])('chance %p with the die at %p strikes: %p', (chance, die, strikes) => {
    const dial = createFaultDial(() => die);
    dial.turn('vpos', { drop: chance });
    expect(dial.strikes('vpos', 'drop')).toBe(strikes);
  });

  test('`next: n` strikes exactly the next n times, of that stand-in only', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(30), (next, asked) => {
        const dial = createFaultDial(() => 0.5);
        dial.turn('vpos', { lostAnswer: { next } });
        const struck = Array.from({ length: asked }, () => dial.strikes('vpos', 'lostAnswer'));
        expect(struck.filter(Boolean)).toHaveLength(Math.min(next, asked));
        expect(struck.indexOf(false)).toBe(asked > next ? next : -1);
        expect(dial.strikes('viber', 'lostAnswer')).toBe(false);
      }),
    );
  });
});

describe('what the dial takes', () => {
  test.each([
    { drop: 1.5 },
    { drop: -1 },
    { drop: { next: 0.5 } },
    { duplicate: -1 },
    { wrongCurrency: 'dollars' },
    { nonsense: 1 },
  ])('refuses %j', (patch) => {
    expect(faultPatch.safeParse(patch).success).toBe(false);
  });

  test('words for always and never are understood', () => {
    expect(faultPatch.parse({ drop: true, wrongCurrency: true })).toEqual({
      drop: 1,
      wrongCurrency: 'USD',
    });
    expect(faultPatch.parse({ drop: false, wrongCurrency: false })).toEqual({
      drop: 0,
      wrongCurrency: null,
    });
  });
});
