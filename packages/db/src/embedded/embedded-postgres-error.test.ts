import { describe, expect, test } from '@jest/globals';
import { EmbeddedPostgresError, toEmbeddedFault } from './embedded-postgres-error.ts';

describe('toEmbeddedFault', () => {
  test.each([
    ['ENOSPC: no space left on device, mkdir', 'disk', /full/],
    ['initdb: error: could not write: No space left on device', 'disk', /full/],
    ['EROFS: read-only file system, mkdir', 'not_permitted', /read-only/],
    ["EACCES: permission denied, mkdir '/data'", 'not_permitted', /No permission/],
    ['could not open file "x": Permission denied', 'not_permitted', /No permission/],
    ["ENOTDIR: not a directory, mkdir '/data'", 'not_permitted', /file stands in its way/],
    ['spawn /x/bin/initdb ENOENT', 'unsupported_platform', /DATABASE_URL/],
    ['could not create semaphores: No space left on device', 'not_started', /semaphores/],
    ['whatever else', 'not_started', /whatever else/],
  ])('%s', (detail, code, words) => {
    const fault = toEmbeddedFault(new Error(detail), '/srv/data');
    expect(fault).toBeInstanceOf(EmbeddedPostgresError);
    expect(fault.code).toBe(code);
    expect(fault.message).toMatch(words);
    expect(fault.message).toContain('/srv/data');
    expect(fault.message).not.toContain('\n');
  });

  test('leaves what is already explained', () => {
    const fault = new EmbeddedPostgresError('in_use', 'Busy.');
    expect(toEmbeddedFault(fault, '/srv/data')).toBe(fault);
  });
});
