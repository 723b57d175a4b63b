import { once } from 'node:events';
import {
  createServer,
  type Server as HttpServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { createServer as createTcpServer, type Server } from 'node:net';
import { gzipSync } from 'node:zlib';
import { RemoteError } from '@chatpay/core';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createHttpClient } from './http-client.ts';
import type { HttpClientOptions, HttpRequest } from './http-contract.ts';

const SECRET = 'secret-token-123/+';
const open: (Server | HttpServer)[] = [];

afterEach(async () => {
  for (const server of open.splice(0)) {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
});

describe('answers', () => {
  test.each([200, 204, 301, 400, 404, 429, 500, 503])('%i is an answer', async (status) => {
    const { url } = await serve((_request, response) => response.writeHead(status).end());
    expect((await call(url)).status).toBe(status);
  });

  test('keeps the digits of the body and joins repeated headers', async () => {
    const text = '{"token":4912661846655238145,"price":1e3, "x":1.10}';
    const { url } = await serve((_request, response) => {
      response.writeHead(200, { 'X-Many': ['a', 'b'], 'Content-Type': 'application/json' });
      response.end(text);
    });
    const answer = await call(url);
    expect(answer.text).toBe(text);
    expect(answer.headers['x-many']).toBe('a, b');
  });

  test('does not follow a redirect', async () => {
    const seen: string[] = [];
    const { url } = await serve((request, response) => {
      seen.push(request.url ?? '');
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    const answer = await call(url, { method: 'GET', path: '/here' });
    expect([answer.status, answer.headers.location, seen]).toEqual([302, '/elsewhere', ['/here']]);
  });

  test('unpacks a compressed body', async () => {
    const { url } = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"a":1}'));
    });
    expect((await call(url)).text).toBe('{"a":1}');
  });
});

describe('requests', () => {
  test('appends the path to the base and sends query, headers and JSON', async () => {
    const { url } = await serve(echo);
    const { text } = await call(
      `${url}/base/`,
      {
        method: 'POST',
        path: '/v1/things',
        query: { q: 'a b&c' },
        headers: { 'Idempotency-Key': 'k1' },
        json: { name: 'Անի' },
      },
      { headers: { Authorization: 'Bearer x' } },
    );
    expect(JSON.parse(text)).toMatchObject({
      url: '/base/v1/things?q=a+b%26c',
      method: 'POST',
      body: '{"name":"Անի"}',
      headers: {
        authorization: 'Bearer x',
        'idempotency-key': 'k1',
        'content-type': 'application/json',
        'content-length': '17',
      },
    });
  });

  test('sends a form', async () => {
    const { url } = await serve(echo);
    const { text } = await call(url, { method: 'POST', path: '/', form: { a: '1 &', b: 'é' } });
    const sent = JSON.parse(text);
    expect(sent.body).toBe('a=1+%26&b=%C3%A9');
    expect(sent.headers['content-type']).toBe('application/x-www-form-urlencoded');
  });

  test('reuses the connection', async () => {
    const { url, sockets } = await serve(echo);
    const client = createHttpClient({ party: 'peer', baseUrl: url });
    for (let turn = 0; turn < 5; turn += 1) await client.request({ method: 'GET', path: '/' });
    expect(sockets.size).toBe(1);
  });

  test('never opens more than 64 connections', async () => {
    const waiting: ServerResponse[] = [];
    const { url, sockets } = await serve((_request, response) => {
      waiting.push(response);
      if (waiting.length >= 64) for (const each of waiting.splice(0, 1)) each.end();
    });
    const client = createHttpClient({ party: 'peer', baseUrl: url });
    const calls = Array.from({ length: 80 }, () => client.request({ method: 'GET', path: '/' }));
    await Promise.all(calls.slice(0, 17));
    for (const each of waiting.splice(0)) each.end();
    await Promise.all(calls);
    expect(sockets.size).toBe(64);
  });
});

describe('faults', () => {
  test('refused: unreachable', async () => {
    expect(await faultOf(call(`http://127.0.0.1:${await closedPort()}`))).toMatchObject({
      code: 'unreachable',
      notSent: true,
    });
  });

  test('reset before TLS is up: unreachable', async () => {
    const port = await serveTcp((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect((await faultOf(call(`https://127.0.0.1:${port}`))).code).toBe('unreachable');
  });

  test('the peer is no TLS server: unreachable', async () => {
    const port = await serveTcp((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 400\r\n')),
    );
    expect((await faultOf(call(`https://127.0.0.1:${port}`))).code).toBe('unreachable');
  });

  test('TLS hangs until the deadline: unreachable, nothing was sent', async () => {
    const port = await serveTcp(() => {});
    const fault = await faultOf(call(`https://127.0.0.1:${port}`, undefined, { timeoutMs: 60 }));
    expect([fault.code, fault.message.includes('60 ms')]).toEqual(['unreachable', true]);
  });

  test('no answer within the deadline: timeout', async () => {
    const { url } = await serve(() => {});
    const fault = await faultOf(call(url, undefined, { timeoutMs: 60 }));
    expect(fault).toMatchObject({ code: 'timeout', notSent: false });
  });

  test('a trickling body does not prolong the deadline', async () => {
    const { url } = await serve((_request, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write('.'), 5);
      response.on('close', () => clearInterval(drip));
    });
    expect((await faultOf(call(url, undefined, { timeoutMs: 80 }))).code).toBe('timeout');
  });

  test('reset after the request arrived: interrupted', async () => {
    const { url } = await serve((request) => request.socket.resetAndDestroy());
    expect(await faultOf(call(url))).toMatchObject({ code: 'interrupted', notSent: false });
  });

  test('closed in the middle of the body: interrupted', async () => {
    const { url } = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.socket?.destroy());
    });
    expect((await faultOf(call(url))).code).toBe('interrupted');
  });

  test('reset of a reused connection: interrupted', async () => {
    let count = 0;
    const { url } = await serve((request, response) => {
      count += 1;
      if (count === 1) response.end('ok');
      else request.socket.resetAndDestroy();
    });
    const client = createHttpClient({ party: 'peer', baseUrl: url });
    await client.request({ method: 'GET', path: '/' });
    const second = client.request({ method: 'GET', path: '/' });
    expect((await faultOf(second)).code).toBe('interrupted');
  });

  test.each([
    ['plain', false],
    ['a small compressed body that grows', true],
  ])('over the size cap, %s: unreadable', async (_name, packed) => {
    const body = Buffer.alloc(5000, 'x');
    const { url } = await serve((_request, response) => {
      response.writeHead(200, packed ? { 'content-encoding': 'gzip' } : {});
      response.end(packed ? gzipSync(body) : body);
    });
    const fault = await faultOf(call(url, undefined, { maxResponseBytes: 4999 }));
    expect(fault.code).toBe('unreadable');
    const { text } = await call(url, undefined, { maxResponseBytes: 5000 });
    expect(text).toHaveLength(5000);
  });

  test('broken compression: unreadable', async () => {
    const { url } = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip at all');
    });
    expect((await faultOf(call(url))).code).toBe('unreadable');
  });

  test('not HTTP: unreadable', async () => {
    const port = await serveTcp((socket) => socket.once('data', () => socket.end('220 smtp\r\n')));
    expect((await faultOf(call(`http://127.0.0.1:${port}`))).code).toBe('unreadable');
  });

  test('secrets, query and request headers stay out of the error', async () => {
    const fault = await faultOf(
      call(
        `http://user:pw@127.0.0.1:${await closedPort()}`,
        {
          method: 'POST',
          path: `/${encodeURIComponent(SECRET)}/send`,
          query: { access_token: SECRET, phone: '37491000000' },
          headers: { authorization: `Bearer ${SECRET}` },
          json: { card: '4111' },
        },
        { secrets: [SECRET, ''] },
      ),
    );
    const told = [fault.message, fault.stack, String(fault.cause), JSON.stringify(fault)].join();
    for (const hidden of ['secret-token', '3749', '4111', 'pw@', 'Bearer']) {
      expect(told).not.toContain(hidden);
    }
    expect(fault.message).toContain('/[secret]/send');
  });
});

async function call(
  baseUrl: string,
  request: HttpRequest = { method: 'GET', path: '/' },
  options: Partial<HttpClientOptions> = {},
) {
  return createHttpClient({ party: 'peer', baseUrl, ...options }).request(request);
}

async function faultOf(outcome: Promise<unknown>): Promise<RemoteError> {
  const fault = await outcome.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(fault instanceof RemoteError)) throw new Error(`not a RemoteError: ${String(fault)}`);
  return fault;
}

async function serve(handle: (request: IncomingMessage, response: ServerResponse) => unknown) {
  const sockets = new Set<object>();
  const server = createServer(handle);
  server.on('connection', (socket) => sockets.add(socket));
  return { url: `http://127.0.0.1:${await listen(server)}`, sockets };
}

async function serveTcp(handle: Parameters<typeof createTcpServer>[1]): Promise<number> {
  const sockets = new Set<{ destroy(): void }>();
  const server = createTcpServer(handle);
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  const port = await listen(server);
  const close = server.close.bind(server);
  server.close = (done) => {
    for (const socket of sockets) socket.destroy();
    return close(done);
  };
  return port;
}

async function listen(server: Server | HttpServer): Promise<number> {
  open.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function closedPort(): Promise<number> {
  const server = createTcpServer();
  const port = await listen(server);
  open.splice(open.indexOf(server), 1);
  server.close();
  await once(server, 'close');
  return port;
}

function echo(request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const { url, method, headers } = request;
    const body = Buffer.concat(chunks).toString('utf8');
    response.end(JSON.stringify({ url, method, headers, body }));
  });
}
