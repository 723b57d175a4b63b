import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import { APP_SECRET } from '../shops/bench-shops.ts';
import { moduleOf } from '../system/repository.ts';

type Request = { headers: Record<string, string | string[] | undefined>; body: Buffer };
type Response = { sendStatus(status: number): void };
type Handler = (request: Request, response: Response) => void;
type Express = {
  default: {
    (): RequestListener & { post(path: string, body: RequestListener, handler: Handler): void };
    raw(options: { type: () => boolean }): RequestListener;
  };
};

/** The least one can do with a signed webhook in Express: read it, check the HMAC, say 200. */
const { default: express }: Express = await import(moduleOf('apps/gateway', 'express'));
const app = express();
app.post(
  '/webhooks/messenger',
  express.raw({ type: () => true }),
  ({ headers, body }, response) => {
    const digest = createHmac('sha256', APP_SECRET).update(body).digest('hex');
    const stated = Buffer.from(String(headers['x-hub-signature-256']));
    const wanted = Buffer.from(`sha256=${digest}`);
    const isSigned = stated.length === wanted.length && timingSafeEqual(stated, wanted);
    response.sendStatus(isSigned ? 200 : 401);
  },
);

const server: Server = createServer(app);
server.keepAliveTimeout = 65_000;
server.listen(0);
await once(server, 'listening');
const address = server.address();
process.send?.({ kind: 'listening', port: typeof address === 'object' ? address?.port : 0 });
await Promise.race([once(process, 'SIGTERM'), once(process, 'disconnect')]);
server.close();
server.closeAllConnections();
if (process.connected) process.disconnect();
