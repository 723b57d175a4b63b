import { once } from 'node:events';

/** Resolves at SIGTERM, SIGINT or the end of the process that started this one. */
export async function stopAsked(): Promise<void> {
  await Promise.race([
    once(process, 'SIGTERM'),
    once(process, 'SIGINT'),
    once(process, 'disconnect'),
  ]);
}
