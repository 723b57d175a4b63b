import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import { type Connections, NO_REPLY, openConnections } from './connections.ts';
import { toRequest } from './to-request.ts';

let server: Server;
let connections: Connections;
let accepted: number;

async function open(count: number, handle: Parameters<typeof createServer>[1]): Promise<void> {
  accepted = 0;
  server = createServer(handle);
  server.on('connection', () => {
    accepted += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The server has no port');
  connections = openConnections({ port: address.port, count });
}

function send(path: string): Promise<number> {
  const request = toRequest({ path, headers: {}, body: 'երկար' });
  return new Promise((resolve) => {
    connections.send(request, resolve);
  });
}

afterEach(() => {
  connections.close();
  server.closeAllConnections();
  server.close();
});

test('every request has its own reply, over connections that are kept', async () => {
  const bodies: string[] = [];
  await open(3, (request, response) => {
    request.setEncoding('utf8').on('data', (text: string) => bodies.push(text));
    request.on('end', () => {
      response.statusCode = Number(request.url?.slice(1));
      response.end(request.url);
    });
  });
  const wanted = Array.from({ length: 40 }, (_, index) => 200 + index);
  const got = await Promise.all(wanted.map((status) => send(`/${status}`)));
  expect(got).toEqual(wanted);
  expect(bodies).toEqual(wanted.map(() => 'երկար'));
  expect(accepted).toBe(3);
});

test('a connection that breaks is no reply, and the next request gets a new one', async () => {
  await open(1, (request, response) => {
    if (request.url === '/break') request.socket.destroy();
    else response.end('fine');
  });
  const first = await send('/break');
  const second = await send('/fine');
  expect([first, second]).toEqual([NO_REPLY, 200]);
});

test('a server that says goodbye is called again', async () => {
  await open(1, (_request, response) => {
    response.setHeader('connection', 'close').end('bye');
  });
  expect([await send('/'), await send('/')]).toEqual([200, 200]);
  expect(accepted).toBe(2);
});

test('a reply nobody asked for ends the connection, and the next request gets a new one', async () => {
  await open(1, (request) => {
    const fine = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';
    request.socket.write(`${fine}HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n`);
  });
  const statuses = [await send('/'), await send('/')];
  expect(statuses).toEqual([200, 200]);
});

test('what cannot be read is no reply', async () => {
  await open(1, (_request, response) => {
    response.write('in pieces');
    response.end();
  });
  expect(await send('/')).toBe(NO_REPLY);
});
