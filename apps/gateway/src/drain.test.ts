import { once } from 'node:events';
import { Agent, createServer, get, type Server, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from '@jest/globals';
import { createDrain } from './drain.ts';

/** Longer than a test may take: what ends in time did not wait for it. */
const FOR_EVER_MS = 3_600_000;

async function open(answer: (response: ServerResponse) => void, drainMs = FOR_EVER_MS) {
  const server = createServer((_request, response) => answer(response));
  const drain = createDrain(server, drainMs);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, drain, port: portOf(server) };
}

test('a connection that never asked anything does not hold the end up', async () => {
  const { drain, port } = await open((response) => response.end());
  const silent = connect(port, '127.0.0.1');
  silent.on('error', () => {});
  await once(silent, 'connect');
  const gone = once(silent, 'close');
  await drain();
  await gone;
});

test('a request that is under way gets its answer, and its connection is not kept', async () => {
  let finish: (() => void) | undefined;
  const { server, drain, port } = await open((response) => {
    finish = () => response.end('done');
  });
  const agent = new Agent({ keepAlive: true });
  const asked = get({ port, host: '127.0.0.1', agent });
  await once(server, 'request');
  const ended = drain();
  finish?.();
  const [response] = await once(asked, 'response');
  expect(await response.toArray()).toEqual([Buffer.from('done')]);
  await ended;
  agent.destroy();
});

test('an idle connection is closed and new ones are refused', async () => {
  const { drain, port } = await open((response) => response.end());
  const agent = new Agent({ keepAlive: true });
  const [response] = await once(get({ port, host: '127.0.0.1', agent }), 'response');
  response.resume();
  await once(response, 'end');
  await drain();
  const refused = connect(port, '127.0.0.1');
  await expect(once(refused, 'connect')).rejects.toThrow('ECONNREFUSED');
  agent.destroy();
});

test('a request that never ends is cut off after the drain time', async () => {
  const { server, drain, port } = await open(() => {}, 10);
  const asked = get({ port, host: '127.0.0.1' });
  const failed = once(asked, 'error');
  await once(server, 'request');
  await drain();
  await failed;
});

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return address.port;
}
