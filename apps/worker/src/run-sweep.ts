import type { Job } from '@chatpay/core';
import { createRingPace, type Deps, sweep } from '@chatpay/services';

/**
 * Sweeps again and again with a pause in between, never twice at once. `stop` resolves when the
 * last sweep has ended.
 */
export function runSweep(
  deps: Deps,
  options: { intervalMs: number; runJob(job: Job): Promise<void>; onSweep(found: number): void },
): { stop(): Promise<void> } {
  const pace = createRingPace(() => performance.now());
  let stopping = false;
  let wake = () => {};

  async function loop(): Promise<void> {
    while (!stopping) {
      try {
        const { found } = await sweep(deps, { runJob: options.runJob, pace });
        options.onSweep(found);
      } catch (error) {
        deps.logger.warn({ error }, 'sweep failed');
      }
      await pause();
    }
  }

  function pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, options.intervalMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  const running = loop();
  return {
    stop() {
      stopping = true;
      wake();
      return running;
    },
  };
}
