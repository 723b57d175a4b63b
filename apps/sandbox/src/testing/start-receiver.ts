import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Received = { path: string; headers: IncomingHttpHeaders; body: string };
export type ReceiverAnswer =
  | { status: number; body?: string; headers?: Record<string, string> }
  | 'hang-up';

/** A merchant's webhook door that keeps what it gets and answers as told. */
export type Receiver = {
  url: string;
  received: Received[];
  /** The most requests that were being answered at the same time. */
  peak(): number;
  answerWith(answer: (received: Received) => ReceiverAnswer | Promise<ReceiverAnswer>): void;
  close(): Promise<void>;
};

/** Listens on a free port and answers 200 until told otherwise. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let answer: (one: Received) => ReceiverAnswer | Promise<ReceiverAnswer> = () => ({ status: 200 });
  let busy = 0;
  let peak = 0;

  const server = createServer(async (request, response) => {
    busy += 1;
    peak = Math.max(peak, busy);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const one = {
      path: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    };
    received.push(one);
    const given = await answer(one);
    busy -= 1;
    if (given === 'hang-up') return void request.socket.destroy();
    const { status, body = '', headers = {} } = given;
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    peak: () => peak,
    answerWith(next) {
      answer = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
