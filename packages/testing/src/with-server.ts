import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Lets `use` talk to a server on a free port of this machine, and closes it afterwards. */
export async function withServer<T>(
  listener: RequestListener,
  use: (baseUrl: string) => Promise<T>,
): Promise<T> {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await use(`http://127.0.0.1:${addressOf(server.address()).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
}

export type RecordedRequest = {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
};

/** The requests that `use` makes against a server which gives each of them the next answer. */
export async function recordRequests(
  answers: { status: number; body: string; headers?: Record<string, string> }[],
  use: (baseUrl: string) => Promise<unknown>,
): Promise<RecordedRequest[]> {
  const requests: RecordedRequest[] = [];
  const listener: RequestListener = async (request, response) => {
    const { method = '', url = '', headers } = request;
    const chunks: Buffer[] = await request.toArray();
    requests.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
    const { status, body, headers: extra } = answers[requests.length - 1] ?? last(answers);
    response.writeHead(status, extra).end(body);
  };
  await withServer(listener, use);
  return requests;
}

function last<T>(items: T[]): T {
  const item = items.at(-1);
  if (item === undefined) throw new Error('no answers to give');
  return item;
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return address;
}
