import { once } from 'node:events';

/** Shorter than what supervisors usually wait before they kill (rule R45). */
const LAST_MS = 25_000;

/**
 * Resolves at SIGTERM, SIGINT or the end of the process that started this one, and lets go of that
 * process: an open channel to it would keep this one alive after its work is done. A process that
 * has not come to its end in 25 s, because something foreign hangs, is ended with exit code 1.
 */
export async function stopAsked(): Promise<void> {
  await Promise.race([
    once(process, 'SIGTERM'),
    once(process, 'SIGINT'),
    once(process, 'disconnect'),
  ]);
  if (process.connected) process.disconnect();
  setTimeout(() => process.exit(1), LAST_MS).unref();
}
