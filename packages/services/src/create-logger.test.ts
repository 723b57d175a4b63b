import { Writable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { createLogger } from './create-logger.ts';

function logged() {
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  return { lines, logger: createLogger({ level: 'debug', app: 'test' }, sink) };
}

describe('the log', () => {
  test('holds the allowed fields and no others', () => {
    const { lines, logger } = logged();
    const fields = {
      conversationId: 'c1',
      reason: 'r',
      text: 'CANARY-TEXT',
      phone: 'CANARY-PHONE',
    };
    logger.info(fields, 'something happened');
    expect(JSON.parse(lines.join(''))).toMatchObject({ conversationId: 'c1', reason: 'r' });
    expect(lines.join('')).not.toContain('CANARY');
  });

  test('never holds what a failed query ran with', () => {
    const { lines, logger } = logged();
    const cause = Object.assign(new Error('duplicate key'), { code: '23505', detail: 'CANARY-1' });
    const error = new Error('Failed query: insert …\nparams: CANARY-2,CANARY-3', { cause });
    logger.error({ error }, 'it failed');
    const line = lines.join('');
    expect(line).not.toContain('CANARY');
    expect(JSON.parse(line)).toMatchObject({
      error: { message: 'query failed: duplicate key', cause: { code: '23505' } },
    });
  });

  test('keeps control characters on one line', () => {
    const { lines, logger } = logged();
    logger.warn({ reason: 'first\nsecond\u001b[31m' }, 'odd');
    expect(lines.join('').trimEnd().split('\n')).toHaveLength(1);
    expect(lines.join('')).not.toContain('\u001b');
  });
});
