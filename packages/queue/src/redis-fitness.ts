import type { Fitness } from './backend.ts';

/**
 * Judges a Redis by its `INFO memory`. One that evicts throws queues away without a word.
 * `unsaid` stands for servers that do not tell (INFO forbidden, or fields missing).
 */
export function judgeRedis(info: string): Fitness | { kind: 'unsaid' } {
  const limit = field(info, 'maxmemory');
  const policy = field(info, 'maxmemory_policy');
  if (limit === undefined || policy === undefined) return { kind: 'unsaid' };
  if (limit === '0' || policy === 'noeviction') return { kind: 'fit' };
  return {
    kind: 'unfit',
    reason:
      `Redis evicts keys when it is full (maxmemory-policy ${policy}), which would drop queued ` +
      'jobs silently: set maxmemory-policy to noeviction, or give the queue a Redis of its own.',
  };
}

function field(info: string, name: string): string | undefined {
  return new RegExp(`^${name}:(.*?)\\s*$`, 'm').exec(info)?.[1];
}
