import { channelName, type HttpReply, type Logger } from '@chatpay/core';
import { type IntakeDeps, receiveChannelWebhook, receivePaymentWebhook } from '@chatpay/services';
import { type Request, type Response, Router, raw } from 'express';
import type { Metrics } from './metrics.ts';
import { sendReply, toRawRequest } from './raw-request.ts';

const CHANNEL_BODY_LIMIT = '256kb';
const PAYMENT_BODY_LIMIT = '64kb';

/**
 * The two doors for machines. Bodies stay raw bytes whatever their Content-Type says, and nothing
 * is decompressed. When the database is away the answer is 503 and the sender comes again.
 */
export function createWebhookRouter(deps: IntakeDeps, metrics: Metrics): Router {
  const router = Router();
  const channelBody = raw({ type: () => true, limit: CHANNEL_BODY_LIMIT, inflate: false });
  const paymentBody = raw({ type: () => true, limit: PAYMENT_BODY_LIMIT, inflate: false });

  router.post('/payments/:account', paymentBody, async (request, response) => {
    const { account } = request.params;
    await answer({ request, response, door: 'payments', logger: deps.logger, metrics }, () =>
      receivePaymentWebhook(deps, account, toRawRequest(request)),
    );
  });

  router.all('/:channel{/:account}', channelBody, async (request, response) => {
    const channel = channelName.safeParse(request.params.channel);
    const isKnown = channel.success && (request.method === 'GET' || request.method === 'POST');
    if (!isKnown) {
      response.status(404).end();
      return;
    }
    const door = { channel: channel.data, accountKey: request.params.account ?? null };
    await answer({ request, response, door: channel.data, logger: deps.logger, metrics }, () =>
      receiveChannelWebhook(deps, door, toRawRequest(request)),
    );
  });

  return router;
}

type Exchange = {
  request: Request;
  response: Response;
  door: string;
  logger: Logger;
  metrics: Metrics;
};

async function answer(
  { response, door, logger, metrics }: Exchange,
  receive: () => Promise<HttpReply>,
): Promise<void> {
  const stop = metrics.webhookSeconds.startTimer({ door });
  try {
    const reply = await receive();
    stop({ status: reply.status });
    sendReply(response, reply);
  } catch (error) {
    logger.error({ kind: door, error }, 'webhook could not be stored');
    stop({ status: 503 });
    response.set('Retry-After', '5').status(503).end();
  }
}
