import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { z } from 'zod';
import { numberOfPerson } from '../shops/row-id.ts';

/** Messenger's Send API in the generator's own process, so that one clock measures all. */
export type GraphApi = {
  url: string;
  /** When the first message to each person came, by the person's number; forgets the last ones. */
  listen(): Heard;
  close(): void;
};

export type Heard = {
  /** On the clock of `performance.now()`, by the person's number. */
  firstMs: Map<number, number>;
  messages(): number;
};

const send = z.object({
  recipient: z.object({ id: z.string() }),
  message: z.object({ metadata: z.string() }),
});

/** Answers as the platform does: https://developers.facebook.com/docs/messenger-platform/reference/send-api */
export async function startGraphApi(): Promise<GraphApi> {
  let firstMs = new Map<number, number>();
  let messages = 0;

  const server = createServer((request, response) => {
    const arrivedMs = performance.now();
    readBody(request, (body) => {
      const call = send.safeParse(JSON.parse(body));
      if (!call.success) {
        response.writeHead(400).end('{"error":{"message":"not a message","code":100}}');
        return;
      }
      const { id } = call.data.recipient;
      const person = numberOfPerson(id);
      messages += 1;
      if (!firstMs.has(person)) firstMs.set(person, arrivedMs);
      const answer = { recipient_id: id, message_id: `m_bench_out_${messages}` };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
    });
  });
  server.keepAliveTimeout = 65_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.number() }).parse(server.address());

  return {
    url: `http://127.0.0.1:${port}/graph`,
    listen() {
      firstMs = new Map();
      messages = 0;
      return { firstMs, messages: () => messages };
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function readBody(request: IncomingMessage, onEnd: (body: string) => void): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => onEnd(Buffer.concat(chunks).toString()));
}
