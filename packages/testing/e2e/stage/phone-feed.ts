import { once } from 'node:events';
import { type ClientRequest, get, type IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import { z } from 'zod';

/** Tells when something changes on a customer's phone, so that nobody has to look all the time. */
export type PhoneFeed = {
  /** Resolves with the next change on this person's phone. */
  changed(person: string): Promise<void>;
  close(): void;
};

const change = z.object({ person: z.string() });

/** Listens to the sandbox's server-sent events. */
export async function openPhoneFeed(sandboxUrl: string): Promise<PhoneFeed> {
  const waiting = new Map<string, (() => void)[]>();
  const request: ClientRequest = get(`${sandboxUrl}/control/events`);
  const [response]: IncomingMessage[] = await once(request, 'response');
  if (!response) throw new Error('The sandbox has no feed');
  const lines = createInterface({ input: response });
  for (const end of [request, response, lines]) end.on('error', () => {});
  lines.on('line', (line) => {
    if (!line.startsWith('data: ')) return;
    const { data } = change.safeParse(JSON.parse(line.slice('data: '.length)));
    if (data === undefined) return;
    const woken = waiting.get(data.person) ?? [];
    waiting.delete(data.person);
    for (const wake of woken) wake();
  });
  return {
    changed: (person) =>
      new Promise((resolve) => waiting.set(person, [...(waiting.get(person) ?? []), resolve])),
    close: () => request.destroy(),
  };
}
