import { once } from 'node:events';

/**
 * Resolves at SIGTERM, SIGINT or the end of the process that started this one, and lets go of that
 * process: an open channel to it would keep this one alive after its work is done.
 */
export async function stopAsked(): Promise<void> {
  await Promise.race([
    once(process, 'SIGTERM'),
    once(process, 'SIGINT'),
    once(process, 'disconnect'),
  ]);
  if (process.connected) process.disconnect();
}
