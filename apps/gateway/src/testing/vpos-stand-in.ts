import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { z } from 'zod';

const asked = z.object({
  merchantOrderId: z.string(),
  amountMinor: z.int(),
  currency: z.string(),
  returnUrl: z.string(),
});

/** VPOS as far as opening a session goes, on a port of this machine. */
export type VposStandIn = {
  /** What a shop file says instead of the sandbox's own address. */
  readonly url: string;
  /** One entry per call: its idempotency key and what was asked. */
  readonly calls: { key: string; asked: z.infer<typeof asked> }[];
  /** While true every call gets a 503. */
  away: boolean;
  close(): Promise<void>;
};

export async function startVposStandIn(): Promise<VposStandIn> {
  const calls: VposStandIn['calls'] = [];
  const listener: RequestListener = async (request, response) => {
    const chunks: Buffer[] = await request.toArray();
    const key = String(request.headers['idempotency-key']);
    const body = asked.parse(JSON.parse(Buffer.concat(chunks).toString()));
    calls.push({ key, asked: body });
    if (standIn.away) {
      response.writeHead(503).end();
      return;
    }
    response.writeHead(201, { 'content-type': 'application/json' });
    response.end(JSON.stringify(sessionOf(key, body)));
  };
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The stand-in has no port');
  const standIn: VposStandIn = {
    url: `http://127.0.0.1:${address.port}`,
    calls,
    away: false,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return standIn;
}

function sessionOf(key: string, { returnUrl: _, ...body }: z.infer<typeof asked>) {
  return {
    ...body,
    id: `ps_${key}`,
    status: 'pending',
    checkoutUrl: `https://bank.example/checkout/${key}`,
    expiresAt: new Date(Date.now() + 20 * 60_000).toISOString(),
    transactionId: null,
    metadata: {},
  };
}
