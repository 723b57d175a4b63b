import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Account } from '../accounts.ts';
import { faultyAnswers } from '../delivery/faulty-answers.ts';
import { asObject, asString, type JsonObject, readJson } from '../json-value.ts';
import type { ChatStandIn, StandInGround } from '../phones/chat-network.ts';
import { createViberBots, type ViberBots } from './create-viber-bots.ts';
import { createReadBot } from './read-bot.ts';
import { setWebhook } from './set-webhook.ts';
import { toViberJson, type ViberField } from './viber-json.ts';
import { badData, INVALID_TOKEN, MISSING_TOKEN, TOO_MANY_REQUESTS } from './viber-status.ts';

/** The whole body of any request. Source: reference viber.md 1. */
const BODY_LIMIT = 30 * 1024;
const HOST = 'SN-CHAT-05_';
const BROKEN_PAGE = '<html><head><title>502 Bad Gateway</title></head><body></body></html>';

type Answer = Record<string, ViberField>;
type Endpoint = (account: Account, body: JsonObject) => Answer | Promise<Answer>;

/** Viber's REST Bot API to mount at `/viber/pa`, and its customers. HTTP is always 200. */
export function createViber(ground: StandInGround): ChatStandIn {
  const { platform } = ground;
  const bots = createViberBots(ground);
  const readBot = createReadBot({ ...ground, settings: bots.settings, tokens: bots.tokens });
  const router = Router();
  router.use(express.raw({ type: () => true, limit: '1mb' }));
  router.use(
    faultyAnswers(platform.dial, 'viber', {
      throttled: (response) => write(response, { ...TOO_MANY_REQUESTS, chat_hostname: HOST }),
      broken: (response) => response.status(502).type('html').send(BROKEN_PAGE),
    }),
  );
  const open = openAs(ground);
  router.post('/send_message', sendMessage(ground, bots));
  router.post(
    '/set_webhook',
    open((account, body) => setWebhook({ platform, bots }, account, body)),
  );
  router.post('/get_account_info', open(readBot.accountInfo));
  router.get('/get_account_info', open(readBot.accountInfo));
  router.post('/get_user_details', open(readBot.userDetails));
  router.post('/get_online', open(readBot.online));
  return { network: bots, router };
}

function sendMessage(ground: StandInGround, bots: ViberBots): RequestHandler {
  return async (request, response) => {
    const call = readCall(ground, request);
    if (call.kind === 'refused') return write(response, call.answer);
    const reply = bots.send(call.account, call.body);
    if (reply.kind === 'refused') {
      return write(response, { ...reply.refusal, chat_hostname: HOST });
    }
    if (ground.platform.dial.of('viber').echoBeforeAnswer) await reply.follow();
    else setImmediate(reply.follow);
    write(response, {
      status: 0,
      status_message: 'ok',
      message_token: reply.token,
      chat_hostname: HOST,
      billing_status: reply.billing,
    });
  };
}

/** Checks token, size and JSON before the endpoint is asked. */
function openAs(ground: StandInGround) {
  return (endpoint: Endpoint): RequestHandler =>
    async (request, response) => {
      const call = readCall(ground, request);
      if (call.kind === 'refused') return write(response, call.answer);
      write(response, await endpoint(call.account, call.body));
    };
}

type Call =
  | { kind: 'call'; account: Account; body: JsonObject }
  | { kind: 'refused'; answer: Answer };

function readCall({ platform }: StandInGround, request: Request): Call {
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const body = bytes.length === 0 ? {} : asObject(readJson(bytes.toString('utf8')));
  const token = request.get('X-Viber-Auth-Token') ?? asString(body?.auth_token);
  if (token === null) return refused(MISSING_TOKEN);
  const account = platform.accounts.byToken('viber', token);
  if (!account) return refused(INVALID_TOKEN);
  if (bytes.length > BODY_LIMIT) return refused(badData('Request size is too large'));
  return body ? { kind: 'call', account, body } : refused(badData('Request is not valid JSON'));
}

function refused(answer: Answer): Call {
  return { kind: 'refused', answer: { ...answer, chat_hostname: HOST } };
}

function write(response: Response, answer: Answer): void {
  response.type('json').send(toViberJson(answer));
}
