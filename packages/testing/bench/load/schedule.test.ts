import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createSchedule } from './schedule.ts';

describe('a schedule', () => {
  test.each([
    [{ perSecond: 300, seconds: 2 }, 600],
    [{ perSecond: 1, seconds: 0.5 }, 0],
    [{ perSecond: 0.5, seconds: 10 }, 5],
  ])('of %j has %d arrivals', (config, total) => {
    expect(createSchedule(config).total).toBe(total);
  });

  test('keeps one distance between arrivals', () => {
    const { dueMs } = createSchedule({ perSecond: 250, seconds: 10 });
    expect([0, 1, 2, 2499].map(dueMs)).toEqual([0, 4, 8, 9996]);
  });

  test('has the first arrival due at once and none before', () => {
    const { dueBy } = createSchedule({ perSecond: 100, seconds: 1 });
    expect([-0.001, 0, 9.999, 10, 5_000].map(dueBy)).toEqual([0, 1, 1, 2, 100]);
  });

  test('a pause moves no arrival: all that was missed is due, each at its own time', () => {
    const { dueBy, dueMs } = createSchedule({ perSecond: 100, seconds: 10 });
    const sent = dueBy(1_000);
    const missed = dueBy(3_000) - sent;
    expect(missed).toBe(200);
    expect(dueMs(sent)).toBe(1_010);
    expect(dueMs(sent + missed - 1)).toBe(3_000);
  });

  test('agrees with itself at any rate and at any moment', () => {
    const config = fc.record({
      perSecond: fc.integer({ min: 1, max: 20_000 }),
      seconds: fc.integer({ min: 1, max: 60 }),
    });
    fc.assert(
      fc.property(config, fc.double({ min: 0, max: 1, noNaN: true }), (each, share) => {
        const { total, dueBy, dueMs } = createSchedule(each);
        const index = Math.min(total - 1, Math.floor(share * total));
        expect(dueBy(dueMs(index))).toBe(index + 1);
        const elapsedMs = share * each.seconds * 1000;
        const due = dueBy(elapsedMs);
        expect(due === 0 || dueMs(due - 1) <= elapsedMs).toBe(true);
        expect(due === total || dueMs(due) > elapsedMs).toBe(true);
      }),
    );
  });
});
