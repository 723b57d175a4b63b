import { createServer, type Server } from 'node:http';
import type { Logger } from '@chatpay/core';
import type { Deps, IntakeDeps } from '@chatpay/services';
import express, { type ErrorRequestHandler, type Express } from 'express';
import { clientErrorStatus } from './client-error.ts';
import { createHealthRouter, type Readiness } from './health.ts';
import { createMetrics } from './metrics.ts';
import { createPayRouter } from './pay.ts';
import { createWebhookRouter } from './webhooks.ts';

/** The gateway's HTTP application. Everything it needs comes in; it holds no state of its own. */
export function createGateway(config: {
  deps: Deps;
  intake: IntakeDeps;
  readiness: Readiness;
}): Express {
  const metrics = createMetrics();
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use('/webhooks', createWebhookRouter(config.intake, metrics));
  app.use('/pay', createPayRouter(config.deps, metrics));
  app.use(createHealthRouter(config.readiness, metrics));
  app.use((_request, response) => {
    response.status(404).json({ error: 'There is nothing at this address' });
  });
  app.use(createErrorHandler(config.deps.logger));
  return app;
}

/** A server that gives slow or silent clients little time (rule R55). */
export function createHttpServer(app: Express): Server {
  const server = createServer({ connectionsCheckingInterval: 5_000 }, app);
  server.headersTimeout = 10_000;
  server.requestTimeout = 15_000;
  server.keepAliveTimeout = 65_000;
  server.maxConnections = 2_000;
  return server;
}

/** What the sender did wrong keeps its 4xx; what we could not do is a 503, and a line in the log. */
function createErrorHandler(logger: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const status = clientErrorStatus(error);
    if (status === undefined) logger.error({ error }, 'request failed');
    response
      .status(status ?? 503)
      .json({ error: status === undefined ? 'Please try again in a moment' : 'Bad request' });
  };
}
