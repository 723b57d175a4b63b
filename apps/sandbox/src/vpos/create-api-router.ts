import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { Account } from '../accounts.ts';
import { faultyAnswers } from '../delivery/faulty-answers.ts';
import type { Platform } from '../platform.ts';
import { answerError } from './api-errors.ts';
import { CAPABILITIES } from './capabilities.ts';
import { type Session, toWire } from './session.ts';
import type { SessionDesk } from './session-desk.ts';
import { createSession, idempotencyKey } from './wire.ts';

const HOLD_ANSWER_MS = 5000;

/** `/api/health` and `/v1`: what merchants' servers call. */
export function createApiRouter(platform: Platform, desk: SessionDesk): Router {
  const router = Router();
  router.all('/api/health', (request, response) => {
    if (request.method === 'GET') return void response.json({ status: 'ok', ready: true });
    response.setHeader('allow', 'GET');
    answerError(response, 'method_not_allowed', 'Only GET.');
  });

  const api = Router();
  api.use(
    faultyAnswers(platform.dial, 'vpos', {
      throttled: (response) => answerError(response, 'rate_limited', 'Too many requests.'),
      broken: (response) => answerError(response, 'provider_unavailable', 'Try again later.'),
    }),
  );
  api.use(express.json({ limit: '64kb' }));
  api.get('/capabilities', (request, response) => {
    if (authorize(platform, request, response)) response.json(CAPABILITIES);
  });
  api.post('/payment-sessions', (request, response) =>
    create(platform, desk, { request, response }),
  );
  api.get('/payment-sessions', (request, response) => {
    const account = authorize(platform, request, response);
    if (account) listByOrder(desk, account, { request, response });
  });
  api.get('/payment-sessions/:id', (request, response) => {
    const account = authorize(platform, request, response);
    if (account) show(desk, account, { request, response });
  });
  router.use('/v1', api);
  router.use(['/api', '/v1'], (_request, response) => {
    answerError(response, 'not_found', 'No such address.');
  });
  return router;
}

type Exchange<P = Record<string, never>> = { request: Request<P>; response: Response };

/** The account whose token this is; otherwise the answer has been given. */
function authorize<P>(
  { accounts }: Platform,
  request: Request<P>,
  response: Response,
): Account | undefined {
  if (request.headers.origin !== undefined) {
    answerError(response, 'origin_not_trusted', 'Call this API from a server, never a browser.');
    return undefined;
  }
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const account = token === undefined ? undefined : accounts.byToken('vpos', token);
  if (!account) answerError(response, 'unauthorized', 'Unknown API token.');
  return account;
}

async function create(platform: Platform, desk: SessionDesk, { request, response }: Exchange) {
  const account = authorize(platform, request, response);
  if (!account) return;
  const key = idempotencyKey.safeParse(request.get('idempotency-key'));
  if (!key.success) {
    return answerError(response, 'idempotency_key_missing', 'Send an Idempotency-Key header.');
  }
  const body = createSession.safeParse(request.body);
  if (!body.success) {
    return answerError(response, 'invalid_request', z.prettifyError(body.error));
  }

  const firstUse = desk.sessions.byIdempotencyKey(account.key, key.data);
  if (firstUse) {
    if (!isDeepStrictEqual(firstUse.request, body.data)) {
      return answerError(response, 'idempotency_key_reuse', 'This key was used for another body.');
    }
    response.setHeader('idempotent-replayed', 'true');
    return void response.status(200).json(toWire(firstUse.session));
  }
  const session = desk.open(account, key.data, body.data);
  const answer = toWire(session);
  if (platform.dial.of('vpos').webhookBeforeAnswer) await payFirst(desk, session);
  response.status(201).json(answer);
}

/** The answer then shows the session as it was before the buyer was so quick. */
async function payFirst(desk: SessionDesk, session: Session): Promise<void> {
  const { told } = desk.act(session, 'pay');
  await Promise.race([told, pause(HOLD_ANSWER_MS, undefined, { ref: false })]);
}

function listByOrder(desk: SessionDesk, account: Account, exchange: Exchange): void {
  const { request, response } = exchange;
  const { merchantOrderId } = request.query;
  if (typeof merchantOrderId === 'string' && merchantOrderId !== '') {
    const sessions = desk.sessions.byMerchantOrderId(account.key, merchantOrderId);
    response.json({ data: sessions.map(toWire) });
  } else {
    answerError(response, 'invalid_request', 'Name one merchantOrderId.');
  }
}

function show(desk: SessionDesk, account: Account, exchange: Exchange<{ id: string }>): void {
  const { request, response } = exchange;
  const session = desk.sessions.byId(request.params.id);
  if (session?.account === account.key) response.json(toWire(session));
  else answerError(response, 'not_found', 'No such payment session.');
}
