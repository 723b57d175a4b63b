import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import { type Connections, openConnections } from './connections.ts';
import { runOpenLoop } from './run-open-loop.ts';
import { toRequest } from './to-request.ts';

let server: Server;
let connections: Connections;

async function open(count: number, handle: Parameters<typeof createServer>[1]): Promise<void> {
  server = createServer(handle);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The server has no port');
  connections = openConnections({ port: address.port, count });
}

const requestFor = (index: number) => toRequest({ path: `/${index}`, headers: {}, body: '{}' });

afterEach(() => {
  connections.close();
  server.closeAllConnections();
  server.close();
});

test('arrivals do not wait for replies', async () => {
  const held: ServerResponse[] = [];
  await open(20, (_request, response) => {
    held.push(response);
    if (held.length === 20) for (const each of held) each.end();
  });
  const run = await runOpenLoop({
    connections,
    perSecond: 400,
    warmUpSeconds: 0,
    seconds: 0.05,
    requestFor,
  });
  expect(run.failures).toBe(0);
  expect(run.latenciesMs).toHaveLength(20);
  const [first = 0] = run.latenciesMs;
  expect(first).toBeGreaterThanOrEqual(run.dueAtMs(19) - run.dueAtMs(0));
});

test('what waits for a connection is measured from when it was due', async () => {
  await open(1, (_request, response) => {
    setImmediate(() => response.end());
  });
  const run = await runOpenLoop({
    connections,
    perSecond: 1_000,
    warmUpSeconds: 0.01,
    seconds: 0.03,
    requestFor,
  });
  expect(run.measured).toEqual({ from: 10, to: 40 });
  expect(run.latenciesMs).toHaveLength(30);
  for (const [index, latency] of run.latenciesMs.entries()) {
    expect(latency).toBeGreaterThanOrEqual(run.latenessMs[index] ?? Number.NaN);
  }
});

test('refusals are counted and never look fast', async () => {
  await open(2, (request, response) => {
    response.statusCode = request.url === '/3' ? 503 : 200;
    response.end();
  });
  const run = await runOpenLoop({
    connections,
    perSecond: 500,
    warmUpSeconds: 0,
    seconds: 0.02,
    requestFor,
  });
  expect(run.failures).toBe(1);
  expect(run.latenciesMs[3]).toBe(Number.POSITIVE_INFINITY);
  expect(run.latenciesMs.filter(Number.isFinite)).toHaveLength(9);
});
