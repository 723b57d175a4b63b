import { describe, expect, test } from '@jest/globals';
import { isOutage } from './postgres-pool.ts';

const coded = (code: string, message = 'x') => Object.assign(new Error(message), { code });

describe('an outage of PostgreSQL', () => {
  test.each([
    ['nobody listens', coded('ECONNREFUSED')],
    ['no route', coded('EHOSTUNREACH')],
    ['reset', coded('ECONNRESET')],
    ['name not found', coded('ENOTFOUND')],
    ['killed by an administrator', coded('57P01')],
    ['crashed', coded('57P02')],
    ['starting up', coded('57P03')],
    ['connection failure', coded('08006')],
    ['no free connection', coded('53300')],
    ['a standby took over', coded('25006')],
    ['ended', new Error('Connection terminated unexpectedly')],
    ['too slow to connect', new Error('timeout exceeded when trying to connect')],
    ['too slow to answer', new Error('Query read timeout')],
  ])('%s is one', (_which, error) => {
    expect(isOutage(error)).toBe(true);
  });

  test.each([
    ['a broken statement', coded('42601')],
    ['a missing table', coded('42P01')],
    ['a lock lost to another worker', coded('BM001')],
    ['a cancelled statement', coded('57014')],
    ['a wrong password', coded('28P01')],
    ['an error of ours', new Error('ECONNREFUSED is a word in it')],
    ['something thrown that is no error', 'ECONNREFUSED'],
  ])('%s is none', (_which, error) => {
    expect(isOutage(error)).toBe(false);
  });
});
