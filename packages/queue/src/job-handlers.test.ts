import { job, type LogFields, newId, silentLogger } from '@chatpay/core';
import { describe, expect, test } from '@jest/globals';
import { JOB_NAMES, type JobHandlers, toHandle } from './job-handlers.ts';

function start(fail?: Error) {
  const seen: unknown[] = [];
  const logged: LogFields[] = [];
  const note = async (one: unknown) => {
    seen.push(one);
    if (fail) throw fail;
  };
  const handlers: JobHandlers = {
    'advance-conversation': note,
    'deliver-messages': note,
    'apply-payment-event': note,
    'look-up-attempt': note,
    'expire-request': note,
  };
  const logger = { ...silentLogger, error: (fields: LogFields) => logged.push(fields) };
  return { seen, logged, handle: toHandle('look-up-attempt', { handlers, logger }) };
}

test('there is a queue for every kind of job', () => {
  expect(new Set(JOB_NAMES)).toEqual(new Set(job.options.map(({ shape }) => shape.name.value)));
  expect(JOB_NAMES).toHaveLength(5);
});

describe('a stored payload', () => {
  test('reaches its handler parsed', async () => {
    const { seen, logged, handle } = start();
    const stored = { name: 'look-up-attempt', attemptId: newId() };
    await handle(stored);
    expect(seen).toEqual([stored]);
    expect(logged).toEqual([]);
  });

  test.each([
    ['of another queue', { name: 'expire-request', requestId: newId() }],
    ['without an id', { name: 'look-up-attempt' }],
    ['with an id that is none', { name: 'look-up-attempt', attemptId: '1 OR 1=1' }],
    ['with more than ids', { name: 'look-up-attempt', attemptId: newId(), text: 'hello' }],
    ['that is not an object', 'look-up-attempt'],
    ['that is missing', undefined],
  ])('%s is dropped and logged', async (_which, stored) => {
    const { seen, logged, handle } = start();
    await handle(stored);
    expect(seen).toEqual([]);
    expect(logged).toEqual([expect.objectContaining({ job: 'look-up-attempt' })]);
  });

  test('whose handler fails is logged with its id, and is over', async () => {
    const broken = new Error('broken');
    const attemptId = newId();
    const { logged, handle } = start(broken);
    await expect(handle({ name: 'look-up-attempt', attemptId })).resolves.toBeUndefined();
    expect(logged).toEqual([{ job: 'look-up-attempt', attemptId, error: broken }]);
  });
});
