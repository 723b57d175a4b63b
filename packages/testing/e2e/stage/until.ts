const POLL_MS = 50;
/** Where a change is told, looking is only for what was missed. */
const TOLD_POLL_MS = 250;

export type Patience = {
  /** What is waited for, for the message when it does not come. */
  what: string;
  timeoutMs?: number;
  /** Called before each question; resolves when the answer may have changed. */
  change?: () => Promise<void>;
  /** More about the state of things, asked only when the wait was in vain. */
  explain?: () => Promise<string> | string;
};

/**
 * Asks again and again until the answer is neither null, undefined nor false. Throws after
 * `timeoutMs` (30 s). A check that throws has not come true yet; its last error is the cause.
 */
export async function until<T>(
  ask: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  { what, timeoutMs = 30_000, change, explain }: Patience,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  let cause: unknown;
  for (;;) {
    const changed = change?.();
    try {
      const answer = await ask();
      if (answer !== null && answer !== undefined && answer !== false) return answer;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    if (performance.now() > deadline) break;
    await (changed ? Promise.race([changed, pause(TOLD_POLL_MS)]) : pause(POLL_MS));
  }
  const more = explain ? `\n${await explain()}` : '';
  const last = cause instanceof Error ? `\nthe last check: ${cause.message}` : '';
  throw new Error(`Waited ${timeoutMs} ms in vain for ${what}${last}${more}`, { cause });
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
