/** Whether `work` settles (either way) within `ms`. What is late goes on, unobserved. */
export async function settlesWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const settled = work.then(
    () => true,
    () => true,
  );
  try {
    return await Promise.race([settled, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The outcome of `work`, or a rejection saying `message` after `ms`. */
export async function withDeadline<T>(work: Promise<T>, ms: number, message: string): Promise<T> {
  if (!(await settlesWithin(work, ms))) throw new Error(`${message} within ${ms} ms`);
  return await work;
}
