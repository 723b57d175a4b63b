import { describe, expect, test } from '@jest/globals';
import { judgeRedis } from './redis-fitness.ts';

const memory = (limit: string, policy: string) =>
  [
    '# Memory',
    'used_memory:1187200',
    `maxmemory:${limit}`,
    'maxmemory_human:0B',
    `maxmemory_policy:${policy}`,
    '',
  ].join('\r\n');

describe('judging a Redis by its memory settings', () => {
  test.each([
    ['0', 'noeviction'],
    ['0', 'allkeys-lru'],
    ['104857600', 'noeviction'],
  ])('limit %s with %s is fit', (limit, policy) => {
    expect(judgeRedis(memory(limit, policy))).toEqual({ kind: 'fit' });
  });

  test.each(['allkeys-lru', 'volatile-lru', 'allkeys-random', 'volatile-ttl'])(
    'a limit with %s is refused, naming the setting to change',
    (policy) => {
      const verdict = judgeRedis(memory('104857600', policy));
      expect(verdict).toMatchObject({ kind: 'unfit' });
      expect(verdict).toHaveProperty('reason', expect.stringContaining(policy));
      expect(verdict).toHaveProperty('reason', expect.stringContaining('noeviction'));
    },
  );

  test.each(['', '# Memory\r\nused_memory:1\r\n', 'maxmemory:5\r\n'])(
    'a server that does not tell (%j) is neither',
    (info) => {
      expect(judgeRedis(info)).toEqual({ kind: 'unsaid' });
    },
  );
});
