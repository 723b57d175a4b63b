import { Agent, request as httpRequest } from 'node:http';

export type Shot = { path: string; headers: Record<string, string>; body: Buffer };

/** How often each status was answered; `broken` counts requests that got no answer. */
export type Hits = Map<number | 'broken', number>;

const AT_ONCE = 24;

/** Posts everything over a few connections that are kept alive. Never throws. */
export async function fireVolley(baseUrl: string, shots: Iterable<Shot>): Promise<Hits> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const hits: Hits = new Map();
  const rest = shots[Symbol.iterator]();
  const shooters = Array.from({ length: AT_ONCE }, async () => {
    for (let next = rest.next(); !next.done; next = rest.next()) {
      const status = await post(baseUrl, agent, next.value);
      hits.set(status, (hits.get(status) ?? 0) + 1);
    }
  });
  await Promise.all(shooters);
  agent.destroy();
  return hits;
}

function post(baseUrl: string, agent: Agent, shot: Shot): Promise<number | 'broken'> {
  const { path, headers, body } = shot;
  return new Promise((resolve) => {
    const sent = httpRequest(`${baseUrl}${path}`, { method: 'POST', agent, headers });
    sent.on('response', (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
      response.on('error', () => resolve('broken'));
    });
    sent.on('error', () => resolve('broken'));
    sent.end(body);
  });
}
