import { createServer } from 'node:http';
import express, { type ErrorRequestHandler, type Express } from 'express';
import { createBooksRouter } from './control/create-books-router.ts';
import { createControlRouter } from './control/create-control-router.ts';
import { createChats } from './create-chats.ts';
import { createPhonesPage } from './phones/phones-page.ts';
import { createPlatform, type Platform, type SandboxConfig } from './platform.ts';
import { createSessionControl } from './vpos/create-session-control.ts';
import { createVposRouter } from './vpos/create-vpos-router.ts';
import { toBookSession } from './vpos/session.ts';
import { createSessionDesk } from './vpos/session-desk.ts';

export type Sandbox = {
  app: Express;
  platform: Platform;
  /** Listens and returns the port; 0 asks for a free one. Rejects when the port is in use. */
  listen(port: number): Promise<number>;
  /** Stops at once: open connections break, waiting webhooks are abandoned. */
  close(): Promise<void>;
};

/** All stand-ins in one Express app. May be started several times in one process. */
export function createSandbox(config: SandboxConfig): Sandbox {
  const platform = createPlatform(config);
  const desk = createSessionDesk(platform);
  const sessions = () => desk.sessions.list().map(toBookSession);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(createChats(platform));
  app.use('/vpos', createVposRouter(platform, desk));
  app.use('/control/sessions', createSessionControl(desk));
  app.use('/control/books', createBooksRouter({ books: platform.books, sessions }));
  app.use('/control', createControlRouter(platform));
  app.use(createPhonesPage());
  app.use(answerFault(config));

  const server = createServer(app);
  server.keepAliveTimeout = 65_000;

  return {
    app,
    platform,
    listen: (port) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, () => {
          server.off('error', reject);
          const address = server.address();
          const bound = typeof address === 'object' && address !== null ? address.port : port;
          if (config.publicUrl === null) {
            platform.addresses.moveSandbox(`http://localhost:${bound}`);
          }
          resolve(bound);
        });
      }),
    close() {
      platform.close();
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** Bodies that cannot be read are the caller's fault, everything else is ours. */
function answerFault({ log }: SandboxConfig): ErrorRequestHandler {
  return (error, _request, response, next) => {
    if (response.headersSent) return next(error);
    const status = typeof error?.status === 'number' ? error.status : 500;
    if (status >= 500) log.error({ error }, 'a stand-in failed');
    const code = status >= 500 ? 'internal' : 'invalid_request';
    response.status(status).json({ error: { code, message: String(error?.message) } });
  };
}
