import { describe, expect, test } from '@jest/globals';
import { databaseFault } from './database-fault.ts';

function failure(code: string | undefined, message = 'failed'): Error {
  return Object.assign(new Error(message), code === undefined ? {} : { code });
}

describe('databaseFault', () => {
  test.each([
    ['22021', 'data'],
    ['23505', 'data'],
    ['57P01', 'away'],
    ['57P03', 'away'],
    ['53300', 'away'],
    ['08006', 'away'],
    ['25006', 'away'],
    ['25P02', 'other'],
    ['40P01', 'away'],
    ['42P01', 'other'],
    ['23001', 'data'],
    ['ECONNREFUSED', 'away'],
    ['ECONNRESET', 'away'],
    ['EHOSTUNREACH', 'away'],
  ] as const)('%s is %s', (code, fault) => {
    expect(databaseFault(failure(code))).toBe(fault);
  });

  test.each([
    ['Connection terminated unexpectedly', 'away'],
    ['timeout exceeded when trying to connect', 'away'],
    ['Query read timeout', 'away'],
    ['Client has encountered a connection error and is not queryable', 'away'],
    ['Client was closed and is not queryable', 'away'],
    ['Product x is not in the catalogue', 'other'],
  ] as const)('%s is %s', (message, fault) => {
    expect(databaseFault(failure(undefined, message))).toBe(fault);
  });

  test('looks through the wrapper of the query builder', () => {
    const wrapped = new Error('Failed query: insert into timeout', { cause: failure('22P05') });
    expect(databaseFault(wrapped)).toBe('data');
    const refused = new Error('Failed query: select', { cause: failure('ECONNREFUSED') });
    expect(databaseFault(refused)).toBe('away');
    const ours = new Error('Failed query: select Connection', { cause: failure('42703') });
    expect(databaseFault(ours)).toBe('other');
  });

  test.each([undefined, null, 'text', 7])('%p is none of a database', (value) => {
    expect(databaseFault(value)).toBe('other');
  });
});
