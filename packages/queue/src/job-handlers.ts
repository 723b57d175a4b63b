import { type Job, type JobName, job, type Logger } from '@chatpay/core';

export type JobOf<Name extends JobName> = Extract<Job, { name: Name }>;

/** One function per kind of job. It may be called twice for one ring, also at the same time. */
export type JobHandlers = { [Name in JobName]: (job: JobOf<Name>) => Promise<void> };

/** Every kind of job, each with a queue and a pool of its own. */
export const JOB_NAMES: readonly JobName[] = job.options.map((option) => option.shape.name.value);

/**
 * What a worker calls with a stored payload. Never rejects: a failure is logged and the job is
 * over, because attempts are counted in Postgres and the sweep rings again.
 */
export function toHandle<Name extends JobName>(
  name: Name,
  { handlers, logger }: { handlers: JobHandlers; logger: Logger },
): (payload: unknown) => Promise<void> {
  return async (payload) => {
    const { data, error } = job.safeParse(payload);
    if (!data || !isNamed(data, name)) {
      logger.error({ job: name, error }, 'unreadable job dropped');
      return;
    }
    try {
      await handlers[name](data);
    } catch (cause) {
      const { name: kind, ...ids } = data;
      logger.error({ ...ids, job: kind, error: cause }, 'job failed; the sweep rings again');
    }
  };
}

function isNamed<Name extends JobName>(candidate: Job, name: Name): candidate is JobOf<Name> {
  return candidate.name === name;
}
