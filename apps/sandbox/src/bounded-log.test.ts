import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createBoundedLog } from './bounded-log.ts';

test('keeps the newest, oldest first', () => {
  fc.assert(
    fc.property(fc.array(fc.nat()), fc.integer({ min: 1, max: 8 }), (appended, limit) => {
      const log = createBoundedLog<number>(limit);
      for (const entry of appended) log.append(entry);
      expect(log.entries()).toEqual(appended.slice(-limit));
    }),
  );
});
